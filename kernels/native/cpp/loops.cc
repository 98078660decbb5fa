// All loops over blocks of neurons, for one set of instructions: SPIKEFUSE_INSTRUCTIONS.
//
// Nothing of the standard library is used here but plain types: of an inline function that is
// compiled for two sets of instructions, the linker keeps one, for either.

#include <cstdint>

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

#include "tables.h"
#include "vector_functions.h"

#define STRINGIZED(x) #x
#define AS_STRING(x) STRINGIZED(x)

#if defined(__clang__)
#define VECTORISE _Pragma("clang loop vectorize(assume_safety)")
#else
#define VECTORISE _Pragma("GCC ivdep")
#endif

namespace spikefuse::SPIKEFUSE_INSTRUCTIONS {
namespace {

#include "elementary.h"

#include "parameter_forms.h"

#include "common_loops.h"
#include "generated/steps.h"
#include "generated/surrogates.h"

template <typename S, typename T, typename Form>
constexpr StepLoops<T> kStep = {
    S::template forward<T, Form>,  S::template distance<T, Form>,
    S::template settle<T, Form>,   S::template backward<T, Form>,
    S::template backward_to_parameters<T, Form>,
};

template <typename S, typename T, typename Form>
constexpr SurrogateLoops<T> kSurrogate = {S::template slope<T, Form>, S::template learn<T, Form>};

template <typename T>
constexpr CompiledStep<T> kSteps[] = {
#define STEP(S)                                                                         \
  {S::name,                   S::states,                                                \
   S::inner,                  S::parameters,                                            \
   S::fires,                  S::state_matters,                                         \
   S::exact,                  kStep<S, T, OneForAll<T>>,                                \
   kStep<S, T, Each<T>>},
    EACH_STEP(STEP)
#undef STEP
};

template <typename T>
constexpr CompiledSurrogate<T> kSurrogates[] = {
#define SURROGATE(S)                                                               \
  {S::name,                        S::parameters,                                  \
   S::constants,                   S::template slope_constants<T>,                 \
   S::template learn_constants<T>, kSurrogate<S, T, OneForAll<T>>,                 \
   kSurrogate<S, T, Each<T>>},
    EACH_SURROGATE(SURROGATE)
#undef SURROGATE
};

template <typename T>
constexpr Loops<T> kLoops = {kSteps<T>, sizeof(kSteps<T>) / sizeof(CompiledStep<T>), kSurrogates<T>,
                             sizeof(kSurrogates<T>) / sizeof(CompiledSurrogate<T>), &kCommon<T>};

}  // namespace

extern const Compiled kCompiled;
const Compiled kCompiled = {AS_STRING(SPIKEFUSE_INSTRUCTIONS), kLoops<float>, kLoops<double>};

}  // namespace spikefuse::SPIKEFUSE_INSTRUCTIONS
