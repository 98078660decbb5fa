// Runs the compiled loops without Python and XLA, for sanitizers: every step and every surrogate,
// one for each side of the threshold, and inner values in bfloat16, in every set of instructions
// that this processor has, on blocks of any size, at addresses that are not aligned, at the end of
// arrays of more than 2^32 values, and by several threads.

#include <sys/mman.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
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

// Memory that begins one value after an aligned address, and ends where it ends. Its numbers are
// the same in both precisions, but for a relative nudge up or down.
template <typename T>
class Misaligned {
 public:
  explicit Misaligned(int64_t count) : memory_(count + 1) {}

  Array array() {
    return {memory_.data() + 1, sizeof(T) == 2 ? Kind::kBfloat16 : kKindOf<T>};
  }
  T& operator[](int64_t i) { return memory_[i + 1]; }
  T operator[](int64_t i) const { return memory_[i + 1]; }

  void Fill(double low, double high, uint64_t seed, double nudge = 0) {
    uint64_t state = seed * 2654435761 + 1;
    for (size_t i = 1; i < memory_.size(); ++i) {
      state = state * 6364136223846793005 + 1442695040888963407;
      const float number = low + (high - low) * (state >> 40) / (1 << 24);
      memory_[i] = static_cast<T>(number * (1 + (state >> 39 & 1 ? nudge : -nudge)));
    }
  }

  bool operator==(const Misaligned& other) const {
    return std::memcmp(memory_.data() + 1, other.memory_.data() + 1,
                       (memory_.size() - 1) * sizeof(T)) == 0;
  }

  // The greatest difference, or infinity, where one is no number.
  double Apart(const Misaligned& other) const {
    double most = 0;
    for (size_t i = 1; i < memory_.size(); ++i) {
      const double apart = std::fabs(double(memory_[i]) - double(other.memory_[i]));
      if (!(apart <= most)) most = apart == apart ? apart : std::numeric_limits<double>::infinity();
    }
    return most;
  }

 private:
  std::vector<T> memory_;
};

// Of parameters: numbers and one value for all neurons; that value for each neuron; or all kinds.
enum class Given { kShared, kRepeated, kMixed };

struct Options {
  Given given = Given::kMixed;
  double nudge = 0;         // By which relative difference what goes in is moved.
  int above = -1;           // The surrogate where there is a spike, if it is another.
  bool is_rounded = false;  // Whether inner values are kept in bfloat16.
};

// A forward and a backward pass of one step and one surrogate, with all of their results.
template <typename T>
struct Problem {
  Problem(const Loops<T>& loops, int step_index, int surrogate, int64_t length, int64_t neurons,
          const Options& options = {})
      : current(length * neurons), spikes(length * neurons), to_spikes(length * neurons),
        to_current(length * neurons) {
    const CompiledStep<T>& step = loops.steps[step_index];
    current.Fill(-0.5, 1.5, 1, options.nudge);
    to_spikes.Fill(-1, 1, 2);
    const auto make = [&](auto& some, int count, int64_t size) {
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
    forward.inner = backward.inner = options.is_rounded
        ? make(rounded, step.inner, length * neurons)
        : make(inner, step.inner, length * neurons);
    backward.to_spikes = to_spikes.array();
    backward.to_final = forward.final;
    backward.to_trace = forward.trace;
    backward.to_current = to_current.array();
    backward.to_initial = make(to_initial, step.states, neurons);
    const auto parameters_of = [&](int index) {
      return index < 0 ? 0 : loops.surrogates[index].parameters;
    };
    const int below = step.parameters + parameters_of(surrogate);
    const int count = below + parameters_of(options.above);
    make(parameters, count, neurons);
    backward.gradients = make(gradients, count, neurons);
    for (int i = 0; i < count; ++i) {
      const int like = i < below ? i : i - below + step.parameters;
      const Parameter parameter = MakeParameter(like, i, options);
      if (i < step.parameters) {
        forward.parameters.push_back(parameter);
        backward.parameters.push_back(parameter);
      } else {
        (i < below ? backward.surrogate_parameters : backward.above_parameters)
            .push_back(parameter);
      }
    }
    backward.learns = true;
    backward.surrogate = step.fires ? surrogate : -1;
    backward.above = step.fires ? options.above : -1;
  }

  // A parameter, alike for the same `like`, whose gradient is result i.
  Parameter MakeParameter(int like, int i, const Options& options) {
    const bool is_mixed = options.given == Given::kMixed;
    const double one = 0.75 - 0.03125 * like;  // No two are alike.
    parameters[i].Fill(is_mixed ? 0.5 : one, is_mixed ? 0.9 : one, 10 + like, options.nudge);
    if (like % 3 == 0 && options.given != Given::kRepeated) {
      return {one * (1 + options.nudge), {}, true, -1};
    }
    const bool is_shared = options.given == Given::kShared || (is_mixed && like % 3 == 1);
    return {0.0, parameters[i].array(), is_shared, i};
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
           inner == other.inner && rounded == other.rounded;
  }

  bool SameGradients(const Problem& other) const {
    return to_current == other.to_current && to_initial == other.to_initial &&
           gradients == other.gradients;
  }

  Misaligned<T> current, spikes, to_spikes, to_current;
  std::vector<Misaligned<T>> initial, final, trace, inner, to_initial, parameters, gradients;
  std::vector<Misaligned<uint16_t>> rounded;
  Forward forward;
  Backward backward;
};

constexpr int kLength = 7, kNeurons = 83;

// The size of the gradients to the current, and by how much a relative change of all that goes in
// changes them, for each part of it: in double precision, from numbers that are a float's last bit
// apart. A membrane of `Alpha` is a quotient of differences, and a surrogate can turn many times
// between two thresholds, so that this can be ten thousand times the gradients.
double Sensitivity(const Loops<double>& loops, int step, int surrogate, Given given) {
  constexpr double nudge = 0x1p-24;
  Problem<double> exact(loops, step, surrogate, kLength, kNeurons, {given});
  Problem<double> nudged(loops, step, surrogate, kLength, kNeurons, {given, nudge});
  exact.Run(loops, kNeurons);
  nudged.Run(loops, kNeurons);
  const CompiledStep<double>& of = loops.steps[step];
  REQUIRE_OF(!of.fires || exact.spikes == nudged.spikes, of.name);
  const Misaligned<double> zeros(kLength * kNeurons);
  return exact.to_current.Apart(zeros) + exact.to_current.Apart(nudged.to_current) / nudge;
}

// Steps are the same bit for bit with any instructions, in blocks of any size, computed again, and
// with parameters given for all neurons or for each; gradients are for one set of instructions, and
// with another within some roundings of what goes in.
template <typename T>
void StepAndSurrogate(const Loops<T>& loops, const Loops<T>& others, const Loops<double>& wide,
                      int i, int j) {
  const char *step = loops.steps[i].name, *surrogate = loops.surrogates[j].name;
  const bool exact = loops.steps[i].exact;
  const auto made = [&](const Options& options) {
    return Problem<T>(loops, i, j, kLength, kNeurons, options);
  };
  const auto is_near = [&](const Problem<T>& one, const Problem<T>& two, Given given) {
    constexpr double kRoundings = 8;
    const double limit = kRoundings * std::numeric_limits<T>::epsilon();
    return one.to_current.Apart(two.to_current) <= limit * Sensitivity(wide, i, j, given);
  };
  Problem<T> whole = made({}), parts = made({}), again = made({}), other = made({});
  whole.Run(loops, kNeurons);
  parts.Run(loops, exact ? 19 : 64);
  again.backward.recompute = true;
  again.Run(loops, 64);
  other.Run(others, 64);
  REQUIRE_OF(whole.SameSteps(parts), step, surrogate);
  REQUIRE_OF(whole.SameGradients(parts), step, surrogate);
  REQUIRE_OF(whole.SameGradients(again), step, surrogate);
  REQUIRE_OF(!exact || whole.SameSteps(other), step, surrogate);
  REQUIRE_OF(whole.spikes == other.spikes, step, surrogate);
  REQUIRE_OF(is_near(whole, other, Given::kMixed), step, surrogate);
  Problem<T> shared = made({Given::kShared}), repeated = made({Given::kRepeated});
  shared.Run(loops, kNeurons);
  repeated.Run(loops, kNeurons);
  REQUIRE_OF(!exact || shared.SameSteps(repeated), step, surrogate);
  REQUIRE_OF(shared.spikes == repeated.spikes, step, surrogate);
  REQUIRE_OF(is_near(shared, repeated, Given::kShared), step, surrogate);
}

template <typename T>
void EveryStepAndSurrogate(const Loops<T>& loops, const Loops<T>& others,
                           const Loops<double>& wide) {
  for (int i = 0; i < loops.step_count; ++i) {
    // They are loops of their own: the first step meets all surrogates, and each other one of them.
    const int first = i % loops.surrogate_count, last = i == 0 ? loops.surrogate_count - 1 : first;
    for (int j = first; j <= last; ++j) {
      StepAndSurrogate(loops, others, wide, i, j);
      if (!loops.steps[i].fires) break;
    }
  }
}

// A surrogate for each side of the threshold: the same on both is one alone, and each of two others
// has its side, also where spikes come above the threshold only.
template <typename T>
void TwoSides(const Loops<T>& loops, int step) {
  const int below = 0, above = loops.surrogate_count / 2;
  const auto ran = [&](int surrogate, int other, int size) {
    Options options;
    options.above = other;
    Problem<T> problem(loops, step, surrogate, /*length=*/1, kNeurons, options);
    problem.forward.spike_at_zero = problem.backward.spike_at_zero = size == kNeurons;
    problem.Run(loops, size);
    return problem;
  };
  for (const int size : {kNeurons, 64}) {
    const Problem<T> alone = ran(below, -1, size), alike = ran(below, below, size);
    const Problem<T> upper = ran(above, -1, size), pair = ran(below, above, size);
    REQUIRE(alone.SameSteps(alike) && alone.to_current == alike.to_current);
    REQUIRE(alone.SameSteps(pair));
    int fired = 0;
    for (int i = 0; i < kNeurons; ++i) {
      const Problem<T>& side = pair.spikes[i] == T(1) ? upper : alone;
      REQUIRE(pair.to_current[i] == side.to_current[i]);
      fired += pair.spikes[i] == T(1);
    }
    REQUIRE(0 < fired && fired < kNeurons);
    REQUIRE(!(alone.to_current == pair.to_current) && !(upper.to_current == pair.to_current));
  }
}

// Inner values in bfloat16: the steps are as without, in blocks of any size, and the gradients are
// those of the rounded values.
template <typename T>
void RoundedInnerValues(const Loops<T>& loops) {
  for (int i = 0; i < loops.step_count; ++i) {
    const char* step = loops.steps[i].name;
    Options options;
    options.is_rounded = true;
    Problem<T> plain(loops, i, 0, kLength, kNeurons);
    Problem<T> whole(loops, i, 0, kLength, kNeurons, options);
    Problem<T> parts(loops, i, 0, kLength, kNeurons, options);
    plain.Run(loops, kNeurons);
    whole.Run(loops, kNeurons);
    parts.Run(loops, 64);
    REQUIRE_OF(whole.spikes == plain.spikes && whole.final == plain.final, step);
    REQUIRE_OF(whole.SameSteps(parts) && whole.SameGradients(parts), step);
    for (int k = 0; k < loops.steps[i].inner; ++k) {
      for (int64_t n = 0; n < kLength * kNeurons; ++n) {
        const uint32_t bits = uint32_t{whole.rounded[k][n]} << 16;
        float kept;
        std::memcpy(&kept, &bits, sizeof kept);
        const double value = plain.inner[k][n];
        REQUIRE_OF(std::fabs(kept - value) <= 0x1p-7 * std::fabs(value), step);
      }
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
  const int step = IndexOfSimplest(loops);
  for (int turn = 0; turn < 20; ++turn) {
    Problem<float> alone(loops, step, 0, 50, 1000), shared(loops, step, 0, 50, 1000);
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
    const Loops<float>& single = Available(i).single;
    const Loops<double>& wide = Available(i).wide;
    EveryStepAndSurrogate(single, Available(0).single, wide);
    EveryStepAndSurrogate(wide, Available(0).wide, wide);
    TwoSides(single, IndexOfSimplest(single));
    TwoSides(wide, IndexOfSimplest(single));
    RoundedInnerValues(single);
    RoundedInnerValues(wide);
    std::printf("%s: every step and every surrogate\n", Available(i).instructions);
  }
  EndOfHugeArrays();
  SeveralThreads();
  std::printf("all passed\n");
}
