// Runs the compiled loops without Python and XLA, for sanitizers: every step and every surrogate,
// in every set of instructions that this processor has, on blocks of any size, at addresses that
// are not aligned, at the end of arrays of more than 2^32 values, and by several threads.

#include <sys/mman.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <thread>
#include <vector>

#include "schedule.h"

namespace spikefuse {
namespace {

#define REQUIRE_OF(condition, ...)                                        \
  if (!(condition)) {                                                     \
    std::fprintf(stderr, "%s:%d: %s", __FILE__, __LINE__, #condition);    \
    for (const char* each : {__VA_ARGS__}) std::fprintf(stderr, ", %s", each); \
    std::fprintf(stderr, "\n");                                           \
    std::exit(1);                                                         \
  }

#define REQUIRE(condition) REQUIRE_OF(condition, "always")

// Memory that begins one value after an aligned address, and ends where it ends.
template <typename T>
class Misaligned {
 public:
  explicit Misaligned(int64_t count) : memory_(count + 1) {}

  Array array() { return {memory_.data() + 1, kKindOf<T>}; }
  T& operator[](int64_t i) { return memory_[i + 1]; }

  void Fill(double low, double high, uint64_t seed) {
    uint64_t state = seed * 2654435761 + 1;
    for (size_t i = 1; i < memory_.size(); ++i) {
      state = state * 6364136223846793005 + 1442695040888963407;
      memory_[i] = static_cast<T>(low + (high - low) * (state >> 40) / (1 << 24));
    }
  }

  bool operator==(const Misaligned& other) const {
    return std::memcmp(memory_.data() + 1, other.memory_.data() + 1,
                       (memory_.size() - 1) * sizeof(T)) == 0;
  }

  bool IsNear(const Misaligned& other) const {
    const double limit = sizeof(T) == 4 ? 1e-4 : 1e-12;
    for (size_t i = 1; i < memory_.size(); ++i) {
      const double one = memory_[i], two = other.memory_[i];
      if (!(std::fabs(one - two) <= limit * (1 + std::fabs(two)))) return false;
    }
    return true;
  }

 private:
  std::vector<T> memory_;
};

// Of parameters: numbers and one value for all neurons; that value for each neuron; or all kinds.
enum class Given { kShared, kRepeated, kMixed };

// A forward and a backward pass of one step and one surrogate, with all of their results.
template <typename T>
struct Problem {
  Problem(const CompiledStep<T>& step, int step_index, int surrogate_count, int surrogate_index,
          int64_t length, int64_t neurons, Given given = Given::kMixed)
      : current(length * neurons), spikes(length * neurons), to_spikes(length * neurons),
        to_current(length * neurons) {
    current.Fill(-0.5, 1.5, 1);
    to_spikes.Fill(-1, 1, 2);
    const auto make = [&](std::vector<Misaligned<T>>& some, int count, int64_t size) {
      std::vector<Array> arrays;
      for (int i = 0; i < count; ++i) some.emplace_back(size);
      for (auto& each : some) arrays.push_back(each.array());
      return arrays;
    };
    forward.length = backward.length = length;
    forward.neurons = backward.neurons = neurons;
    forward.step = backward.step = step_index;
    forward.current = backward.current = current.array();
    forward.initial = backward.initial = make(initial, step.states, neurons);
    forward.spikes = spikes.array();
    forward.final = make(final, step.states, neurons);
    forward.trace = make(trace, step.states, length * neurons);
    forward.inner = backward.inner = make(inner, step.inner, length * neurons);
    backward.to_spikes = to_spikes.array();
    backward.to_final = forward.final;
    backward.to_trace = forward.trace;
    backward.to_current = to_current.array();
    backward.to_initial = make(to_initial, step.states, neurons);
    const int count = step.parameters + surrogate_count;
    make(parameters, count, neurons);
    backward.gradients = make(gradients, count, neurons);
    for (int i = 0; i < count; ++i) {
      const bool is_mixed = given == Given::kMixed, is_number = i % 3 == 0;
      const double one = 0.75 - 0.03125 * i;  // No two are alike.
      parameters[i].Fill(is_mixed ? 0.5 : one, is_mixed ? 0.9 : one, 10 + i);
      const bool is_shared = given == Given::kShared || (is_mixed && i % 3 == 1);
      Parameter parameter{0.0, parameters[i].array(), is_shared, i};
      if (is_number && given != Given::kRepeated) parameter = {one, {}, true, -1};
      if (i < step.parameters) {
        forward.parameters.push_back(parameter);
        backward.parameters.push_back(parameter);
      } else {
        backward.surrogate_parameters.push_back(parameter);
      }
    }
    backward.learns = true;
    backward.surrogate = step.fires ? surrogate_index : -1;
  }

  void Run(const Loops<T>& loops, int size) {
    const int64_t neurons = forward.neurons;
    for (const bool is_backward : {false, true}) {
      for (int64_t start = 0; start < neurons; start += size) {
        const Block block{start, static_cast<int>(std::min<int64_t>(size, neurons - start)),
                          neurons};
        if (is_backward) {
          RunBlock(backward, loops, block);
        } else {
          RunBlock(forward, loops, block);
        }
      }
    }
  }

  bool SameSteps(const Problem& other) const {
    return spikes == other.spikes && final == other.final && trace == other.trace &&
           inner == other.inner;
  }

  bool SameGradients(const Problem& other) const {
    return to_current == other.to_current && to_initial == other.to_initial &&
           gradients == other.gradients;
  }

  Misaligned<T> current, spikes, to_spikes, to_current;
  std::vector<Misaligned<T>> initial, final, trace, inner, to_initial, parameters, gradients;
  Forward forward;
  Backward backward;
};

// Steps are the same bit for bit with any instructions, in blocks of any size, computed again, and
// with parameters given for all neurons or for each; gradients are for one set of instructions.
template <typename T>
void EveryStepAndSurrogate(const Loops<T>& loops, const Loops<T>& others) {
  for (int i = 0; i < loops.step_count; ++i) {
    // They are loops of their own: the first step meets all surrogates, and each other one of them.
    const int first = i % loops.surrogate_count, last = i == 0 ? loops.surrogate_count - 1 : first;
    for (int j = first; j <= last; ++j) {
      const char *step = loops.steps[i].name, *surrogate = loops.surrogates[j].name;
      const int count = loops.surrogates[j].parameters;
      const auto made = [&](Given given) {
        return Problem<T>(loops.steps[i], i, count, j, /*length=*/7, /*neurons=*/83, given);
      };
      Problem<T> whole = made(Given::kMixed), parts = made(Given::kMixed);
      Problem<T> again = made(Given::kMixed), other = made(Given::kMixed);
      whole.Run(loops, 83);
      const bool exact = loops.steps[i].exact;
      parts.Run(loops, exact ? 19 : 64);
      again.backward.recompute = true;
      again.Run(loops, 64);
      other.Run(others, 64);
      REQUIRE_OF(whole.SameSteps(parts), step, surrogate);
      REQUIRE_OF(whole.SameGradients(parts), step, surrogate);
      REQUIRE_OF(whole.SameGradients(again), step, surrogate);
      REQUIRE_OF(!exact || whole.SameSteps(other), step, surrogate);
      REQUIRE_OF(whole.spikes == other.spikes, step, surrogate);
      REQUIRE_OF(whole.to_current.IsNear(other.to_current), step, surrogate);
      Problem<T> shared = made(Given::kShared), repeated = made(Given::kRepeated);
      shared.Run(loops, 83);
      repeated.Run(loops, 83);
      REQUIRE_OF(!exact || shared.SameSteps(repeated), step, surrogate);
      REQUIRE_OF(shared.spikes == repeated.spikes, step, surrogate);
      REQUIRE_OF(shared.to_current.IsNear(repeated.to_current), step, surrogate);
      if (!loops.steps[i].fires) break;
    }
  }
}

// A step with one state, and the threshold for its first parameter.
int IndexOfSimplest(const Loops<float>& loops) {
  int index = 0;
  while (std::strcmp(loops.steps[index].name, "IFSoft") != 0) ++index;
  return index;
}

// The last neurons of arrays that have more values than 32 bits count; nothing else is touched.
void EndOfHugeArrays() {
  const int64_t neurons = (int64_t{1} << 32) + 77, length = 3;
  const size_t bytes = neurons * length * sizeof(float);
  const auto reserved = [&] {
    void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    REQUIRE(memory != MAP_FAILED);
    return Array{memory, Kind::kFloat};
  };
  const Loops<float>& loops = Chosen().single;
  Forward pass;
  pass.length = length;
  pass.neurons = neurons;
  pass.step = IndexOfSimplest(loops);
  pass.parameters.assign(loops.steps[pass.step].parameters, Parameter{1.0, {}, true, -1});
  pass.current = reserved();
  pass.spikes = reserved();
  pass.initial = pass.final = {reserved()};
  pass.trace = {Array{}};
  pass.inner = {Array{}};
  const Block block{neurons - 77, 77, neurons};
  for (int64_t t = 0; t < length; ++t) {
    static_cast<float*>(pass.current.Row(t, block))[76] = 1.5f;
  }
  RunBlock(pass, loops, block);
  for (int64_t t = 0; t < length; ++t) {
    REQUIRE(static_cast<float*>(pass.spikes.Row(t, block))[76] == 1.0f);
    REQUIRE(static_cast<float*>(pass.spikes.Row(t, block))[75] == 0.0f);
  }
  for (const Array& each : {pass.current, pass.spikes, pass.initial[0]}) munmap(each.data, bytes);
}

// Blocks that several threads take from one pass, as on XLA's pool.
void SeveralThreads() {
  const Loops<float>& loops = Chosen().single;
  const int step = IndexOfSimplest(loops), count = loops.surrogates[0].parameters;
  for (int turn = 0; turn < 20; ++turn) {
    Problem<float> alone(loops.steps[step], step, count, 0, 50, 1000);
    Problem<float> shared(loops.steps[step], step, count, 0, 50, 1000);
    alone.Run(loops, 64);
    const auto run = [](const auto& pass) {
      using Pass = std::decay_t<decltype(pass)>;
      auto work = std::make_shared<Work<Pass>>(pass, false, 64);
      ffi::Future future(work->promise);
      std::vector<std::thread> threads;
      for (int i = 0; i < 4; ++i) threads.emplace_back([work] { work->RunAll(); });
      std::atomic<int> done{0};
      future.OnReady([&](const std::optional<ffi::Error>& error) {
        REQUIRE(!error.has_value());
        ++done;
      });
      for (std::thread& each : threads) each.join();
      REQUIRE(done == 1);
    };
    run(shared.forward);
    run(shared.backward);
    REQUIRE(alone.SameSteps(shared));
    REQUIRE(alone.SameGradients(shared));
  }
}

}  // namespace
}  // namespace spikefuse

int main() {
  using namespace spikefuse;
  const Flushing flushing;
  for (int i = 0; i < AvailableCount(); ++i) {
    EveryStepAndSurrogate(Available(i).single, Available(0).single);
    EveryStepAndSurrogate(Available(i).wide, Available(0).wide);
    std::printf("%s: every step and every surrogate\n", Available(i).instructions);
  }
  EndOfHugeArrays();
  SeveralThreads();
  std::printf("all passed\n");
}
