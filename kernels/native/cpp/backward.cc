// The transpose of the derivative of the pass over the current, from the last step to the first.

#include <algorithm>

#include "passes.h"

namespace spikefuse {
namespace {

// The slope of the spike at a block's distances, and what parameters of the surrogate learn.
template <typename T>
class Surrogate {
 public:
  Surrogate(const Backward& pass, const Loops<T>& loops, const Block& block, Scratch<T>& scratch)
      : pass_(pass), length_(scratch.length()), count_(block.count), common_(*loops.common) {
    slope_ = scratch.Buffer();
    if (pass.surrogate < 0) return;
    loops_ = &loops.surrogates[pass.surrogate];
    Scratch<double> wide(block.count);
    bool is_shared = true;
    for (const Parameter& each : pass.surrogate_parameters) is_shared &= each.is_shared;
    std::vector<const double*> parameters;
    for (const Parameter& each : pass.surrogate_parameters) {
      parameters.push_back(Expanded(each, block, is_shared, wide));
    }
    const auto prepared = [&](auto constants_of) {
      std::vector<T*> constants;
      for (int i = 0; i < loops_->constants; ++i) constants.push_back(scratch.Buffer());
      constants_of(parameters.data(), constants.data(), is_shared ? 1 : length_);
      for (T* each : constants) {
        if (is_shared) std::fill_n(each, length_, *each);
      }
      return constants;
    };
    constants_ = prepared(loops_->slope_constants);
    if (!pass.learns) return;
    learning_constants_ = prepared(loops_->learn_constants);
    for (int i = 0; i < loops_->parameters; ++i) {
      learnt_.push_back(scratch.Buffer());
      sums_.push_back(scratch.Buffer());
    }
  }

  const T* Slope(const T* distance) {
    if (loops_ != nullptr) loops_->slope(distance, constants_.data(), slope_, length_);
    return slope_;
  }

  void Learn(const T* distance, const T* through_spike) {
    if (sums_.empty()) return;
    loops_->learn(distance, learning_constants_.data(), learnt_.data(), length_);
    for (size_t i = 0; i < sums_.size(); ++i) {
      common_.add_product(through_spike, learnt_[i], sums_[i], count_);
    }
  }

  const T* Sum(int parameter) const { return sums_.empty() ? nullptr : sums_[parameter]; }

 private:
  const Backward& pass_;
  int length_, count_;
  const CommonLoops<T>& common_;
  const SurrogateLoops<T>* loops_ = nullptr;
  T* slope_;
  std::vector<T*> learnt_, sums_;
  std::vector<T*> constants_, learning_constants_;
};

// The inner values of each step, and the state before it: as they were kept, or computed again.
template <typename T>
class Trajectory {
 public:
  Trajectory(const Backward& pass, const StepLoops<T>& step, const CommonLoops<T>& common,
             const Block& block, Row<T>& row, Scratch<T>& scratch)
      : pass_(pass), step_(step), block_(block), length_(scratch.length()) {
    for (int i = 0; i < step.inner; ++i) inner_.emplace_back(pass.inner[i], block, common, scratch);
    for (int i = 0; i < step.states; ++i) {
      before_.push_back(scratch.Buffer());
      initial_.emplace_back(i < static_cast<int>(pass.initial.size()) ? pass.initial[i] : Array{},
                            block, common, scratch);
    }
    if (pass.recompute) Recompute(row, common, scratch);
  }

  void At(int64_t t, bool with_state, Row<T>& row) const {
    for (int i = 0; i < step_.states; ++i) row.state[i] = before_[i];
    if (with_state && !pass_.initial.empty()) {
      if (t == 0) {
        for (int i = 0; i < step_.states; ++i) row.state[i] = initial_[i](0);
      } else {
        Inner(t - 1, row);
        for (int i = 0; i < step_.states; ++i) row.next[i] = before_[i];
        step_.settle(row, block_.count);
      }
    }
    Inner(t, row);
  }

 private:
  void Inner(int64_t t, Row<T>& row) const {
    for (int i = 0; i < step_.inner; ++i) {
      row.inner[i] = again_.empty() ? inner_[i](t) : again_[i] + t * length_;
    }
  }

  void Recompute(Row<T>& row, const CommonLoops<T>& common, Scratch<T>& scratch) {
    for (int i = 0; i < step_.inner; ++i) again_.push_back(scratch.Buffer(pass_.length));
    row.spike = scratch.Buffer();
    const Reader<T> current(pass_.current, block_, common, scratch);
    for (int i = 0; i < step_.states; ++i) {
      std::copy_n(initial_[i](0), block_.count, before_[i]);
      row.state[i] = row.next[i] = before_[i];
    }
    for (int64_t t = 0; t < pass_.length; ++t) {
      row.current = current(t);
      for (int i = 0; i < step_.inner; ++i) row.charged[i] = again_[i] + t * length_;
      step_.forward(row, block_.count);
    }
  }

  const Backward& pass_;
  const StepLoops<T>& step_;
  Block block_;
  int64_t length_;
  std::vector<Reader<T>> inner_, initial_;
  std::vector<T*> before_, again_;
};

bool HasGradient(const std::vector<Parameter>& parameters) {
  return std::any_of(parameters.begin(), parameters.end(),
                     [](const Parameter& each) { return each.gradient >= 0; });
}

}  // namespace

template <typename T>
void RunBlock(const Backward& pass, const Loops<T>& loops, const Block& block) {
  const StepLoops<T>& step = loops.steps[pass.step];
  const CommonLoops<T>& common = *loops.common;
  const bool to_parameters = pass.learns || HasGradient(pass.parameters);
  const bool with_state = to_parameters || step.state_matters;
  const bool is_large = pass.length * pass.neurons * int64_t{sizeof(T)} >= kLarge;
  Scratch<T> scratch(block.count);
  Row<T> row{};
  for (int i = 0; i < step.parameters; ++i) {
    row.parameters[i] = Expanded(pass.parameters[i], block, false, scratch);
    row.sums[i] = scratch.Buffer();
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
  Surrogate<T> surrogate(pass, loops, block, scratch);
  const Trajectory<T> trajectory(pass, step, common, block, row, scratch);
  const auto back = to_parameters ? step.backward_to_parameters : step.backward;

  for (int64_t t = pass.length - 1; t >= 0; --t) {
    for (int i = 0; i < step.states; ++i) {
      if (pass.to_trace[i].is_given()) common.add(to_trace[i](t), row.to_state[i], block.count);
    }
    trajectory.At(t, with_state, row);
    row.current = current(t);
    row.to_spike = to_spikes(t);
    if (step.fires) step.distance(row, block.count);
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
  const T* zeros = scratch.Buffer();
  for (const Array& each : pass.gradients) write(each, zeros);
  for (int i = 0; i < step.parameters; ++i) {
    const int result = pass.parameters[i].gradient;
    if (result >= 0) write(pass.gradients[result], row.sums[i]);
  }
  for (size_t i = 0; i < pass.surrogate_parameters.size(); ++i) {
    const int result = pass.surrogate_parameters[i].gradient;
    if (result >= 0) write(pass.gradients[result], surrogate.Sum(static_cast<int>(i)));
  }
}

template void RunBlock(const Backward&, const Loops<float>&, const Block&);
template void RunBlock(const Backward&, const Loops<double>&, const Block&);

}  // namespace spikefuse
