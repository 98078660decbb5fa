// The pass over the current.

#include <algorithm>

#include "passes.h"
#include "rounding.h"

namespace spikefuse {

template <typename T>
void RunBlock(const Forward& pass, const Loops<T>& loops, const Block& block) {
  const CompiledStep<T>& step = loops.steps[pass.step];
  const bool is_shared = AreShared<T>(pass.parameters);
  const StepLoops<T>& of_step = is_shared ? step.shared : step.each;
  const CommonLoops<T>& common = *loops.common;
  const bool is_large = pass.length * pass.neurons * int64_t{sizeof(T)} >= LargeBytes();
  Scratch<T> scratch(block.count);
  Row<T> row{};
  row.edge = Edge<T>(pass);
  for (int i = 0; i < step.parameters; ++i) {
    row.parameters[i] = Expanded(pass.parameters[i], block, is_shared, scratch);
  }
  T* state[kMostStates];
  std::vector<Writer<T>> trace, inner;
  for (int i = 0; i < step.states; ++i) {
    state[i] = scratch.Buffer();
    const Reader<T> initial(pass.initial[i], block, common, scratch);
    std::copy_n(initial(0), block.count, state[i]);
    row.state[i] = row.next[i] = state[i];
    trace.emplace_back(pass.trace[i], block, common, scratch, is_large);
  }
  for (int i = 0; i < step.inner; ++i) {
    inner.emplace_back(pass.inner[i], block, common, scratch, is_large);
  }
  const Reader<T> current(pass.current, block, common, scratch);
  const Writer<T> spikes(pass.spikes, block, common, scratch, is_large);
  Rounding<T> rounding(pass, step, of_step, common, block, scratch);

  for (int64_t t = 0; t < pass.length; ++t) {
    row.current = current(t);
    row.spike = spikes.Place(t);
    for (int i = 0; i < step.inner; ++i) row.charged[i] = inner[i].Place(t);
    of_step.forward(row, block.count);
    spikes.Done(t);
    for (int i = 0; i < step.states; ++i) trace[i].Write(state[i], t);
    if (rounding.is_needed()) {
      rounding.Write(row, inner, t);
    } else {
      for (const Writer<T>& each : inner) each.Done(t);
    }
  }
  for (int i = 0; i < step.states; ++i) {
    Writer<T>(pass.final[i], block, common, scratch).Write(state[i]);
  }
}

template void RunBlock(const Forward&, const Loops<float>&, const Block&);
template void RunBlock(const Forward&, const Loops<double>&, const Block&);

}  // namespace spikefuse
