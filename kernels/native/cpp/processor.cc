// Which of the compiled sets of instructions this processor has, and what its caches hold.

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

#include <algorithm>

#include "arrays.h"
#include "tables.h"

namespace spikefuse {

namespace baseline {
extern const Compiled kCompiled;
}

#if defined(SPIKEFUSE_SEVERAL_INSTRUCTIONS)

namespace avx2 {
extern const Compiled kCompiled;
}
namespace avx512 {
extern const Compiled kCompiled;
}

int AvailableCount() {
  static const int count = [] {
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 1;
    const bool has_512 =
        __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl");
    return has_512 ? 3 : 2;
  }();
  return count;
}

const Compiled& Available(int index) {
  return index == 0 ? baseline::kCompiled : index == 1 ? avx2::kCompiled : avx512::kCompiled;
}

#else

int AvailableCount() { return 1; }

const Compiled& Available(int) { return baseline::kCompiled; }

#endif

int64_t LargeBytes() {
  static const int64_t bytes = [] {
#if defined(_SC_LEVEL3_CACHE_SIZE)
    const int64_t cache = sysconf(_SC_LEVEL3_CACHE_SIZE);
#else
    const int64_t cache = 0;
#endif
    // A pass has several arrays of a size, and so has what comes next.
    return std::clamp<int64_t>(cache / 8, 1 << 22, 1 << 25);
  }();
  return bytes;
}

const Compiled& Chosen() { return Available(AvailableCount() - 1); }

}  // namespace spikefuse
