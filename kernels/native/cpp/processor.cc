// Which of the compiled sets of instructions this processor has.

#include "tables.h"

namespace spikefuse {

namespace baseline {
extern const Compiled kCompiled;
}

#if defined(__x86_64__) && defined(SPIKEFUSE_SEVERAL_INSTRUCTIONS)

namespace avx2 {
extern const Compiled kCompiled;
}
namespace avx512 {
extern const Compiled kCompiled;
}

const Compiled& Chosen() {
  static const Compiled& chosen = [&]() -> const Compiled& {
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
      return avx512::kCompiled;
    }
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return avx2::kCompiled;
    return baseline::kCompiled;
  }();
  return chosen;
}

#else

const Compiled& Chosen() { return baseline::kCompiled; }

#endif

template <>
const Loops<float>& LoopsOf(const Compiled& compiled) {
  return compiled.single;
}

template <>
const Loops<double>& LoopsOf(const Compiled& compiled) {
  return compiled.wide;
}

}  // namespace spikefuse
