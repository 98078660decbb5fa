// The transpose of the derivative of the pass over the current, from the last step to the first.

#include <algorithm>

#include "passes.h"
#include "slope.h"
#include "trajectory.h"

namespace spikefuse {
namespace {

bool HasGradient(const std::vector<Parameter>& parameters) {
  return std::any_of(parameters.begin(), parameters.end(),
                     [](const Parameter& each) { return each.gradient >= 0; });
}

}  // namespace

template <typename T>
void RunBlock(const Backward& pass, const Loops<T>& loops, const Block& block) {
  const CompiledStep<T>& step = loops.steps[pass.step];
  const bool is_shared = AreShared<T>(pass.parameters);
  const StepLoops<T>& of_step = is_shared ? step.shared : step.each;
  const CommonLoops<T>& common = *loops.common;
  const bool to_parameters = pass.learns || HasGradient(pass.parameters);
  const bool with_state = to_parameters || step.state_matters;
  const bool is_large = pass.length * pass.neurons * int64_t{sizeof(T)} >= LargeBytes();
  Scratch<T> scratch(block.count);
  Row<T> row{};
  row.edge = Edge<T>(pass);
  for (int i = 0; i < step.parameters; ++i) {
    row.parameters[i] = Expanded(pass.parameters[i], block, is_shared, scratch);
    if (to_parameters) row.sums[i] = scratch.Zeros();
  }
  row.through_spike = scratch.Buffer();
  row.distance = scratch.Buffer();
  std::vector<Reader<T>> to_trace;
  for (int i = 0; i < step.states; ++i) {
    row.to_state[i] = scratch.Buffer();
    const Reader<T> to_final(pass.to_final[i], block, common, scratch);
    std::copy_n(to_final(0), block.count, row.to_state[i]);
    to_trace.emplace_back(pass.to_trace[i], block, common, scratch);
  }
  const Reader<T> current(pass.current, block, common, scratch);
  const Reader<T> to_spikes(pass.to_spikes, block, common, scratch);
  const Writer<T> to_current(pass.to_current, block, common, scratch, is_large);
  Sides<T> surrogate(pass, loops, block, scratch);
  const Trajectory<T> trajectory(pass, step, of_step, common, block, row, scratch);
  const auto back = to_parameters ? of_step.backward_to_parameters : of_step.backward;

  for (int64_t t = pass.length - 1; t >= 0; --t) {
    for (int i = 0; i < step.states; ++i) {
      if (pass.to_trace[i].is_given()) common.add(to_trace[i](t), row.to_state[i], block.count);
    }
    trajectory.At(t, with_state, row);
    row.current = current(t);
    row.to_spike = to_spikes(t);
    if (step.fires) of_step.distance(row, block.count);
    row.slope = surrogate.Slope(row.distance);
    row.to_current = to_current.Place(t);
    back(row, block.count);
    surrogate.Learn(row.distance, row.through_spike);
    to_current.Done(t);
  }

  const auto write = [&](const Array& array, const T* values) {
    if (values != nullptr) Writer<T>(array, block, common, scratch).Write(values);
  };
  for (int i = 0; i < step.states; ++i) write(pass.to_initial[i], row.to_state[i]);
  // What is not used by the step has a gradient of 0.
  const T* zeros = pass.gradients.empty() ? nullptr : scratch.Zeros();
  for (const Array& each : pass.gradients) write(each, zeros);
  const auto write_sums = [&](const std::vector<Parameter>& parameters, auto sum) {
    for (size_t i = 0; i < parameters.size(); ++i) {
      const int result = parameters[i].gradient;
      if (result >= 0) write(pass.gradients[result], sum(static_cast<int>(i)));
    }
  };
  write_sums(pass.parameters, [&](int i) { return row.sums[i]; });
  write_sums(pass.surrogate_parameters, [&](int i) { return surrogate.below().Sum(i); });
  write_sums(pass.above_parameters, [&](int i) { return surrogate.above().Sum(i); });
}

template void RunBlock(const Backward&, const Loops<float>&, const Block&);
template void RunBlock(const Backward&, const Loops<double>&, const Block&);

}  // namespace spikefuse
