// What the surrogate is for a backward pass: slopes, and what its parameters learn.

#pragma once

#include <algorithm>
#include <vector>

#include "passes.h"

namespace spikefuse {

// The slope of the spike at a block's distances, and what parameters of the surrogate learn.
template <typename T>
class Surrogate {
 public:
  Surrogate(int index, const std::vector<Parameter>& given, bool learns, const Loops<T>& loops,
            const Block& block, Scratch<T>& scratch)
      : length_(scratch.length()), count_(block.count), common_(*loops.common) {
    if (index < 0) {
      slope_ = scratch.Zeros();
      return;
    }
    slope_ = scratch.Buffer();
    const CompiledSurrogate<T>& compiled = loops.surrogates[index];
    const bool is_shared = AreShared<T>(given);
    loops_ = is_shared ? &compiled.shared : &compiled.each;
    Scratch<double> wide(block.count);
    std::vector<const double*> parameters;
    for (const Parameter& each : given) {
      parameters.push_back(Expanded(each, block, is_shared, wide));
    }
    const auto prepared = [&](auto constants_of) {
      std::vector<T*> constants;
      for (int i = 0; i < compiled.constants; ++i) constants.push_back(scratch.Buffer());
      constants_of(parameters.data(), constants.data(), is_shared ? 1 : length_);
      return constants;
    };
    constants_ = prepared(compiled.slope_constants);
    if (!learns) return;
    learning_constants_ = prepared(compiled.learn_constants);
    for (int i = 0; i < compiled.parameters; ++i) {
      learnt_.push_back(scratch.Buffer());
      sums_.push_back(scratch.Zeros());
    }
  }

  T* Slope(const T* distance) {
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
  int length_, count_;
  const CommonLoops<T>& common_;
  const SurrogateLoops<T>* loops_ = nullptr;
  T* slope_;
  std::vector<T*> learnt_, sums_;
  std::vector<T*> constants_, learning_constants_;
};

// One surrogate, or one for each side of the threshold.
template <typename T>
class Sides {
 public:
  Sides(const Backward& pass, const Loops<T>& loops, const Block& block, Scratch<T>& scratch)
      : count_(block.count), is_pair_(pass.above >= 0), learns_(pass.learns),
        edge_(Edge<T>(pass)), common_(*loops.common),
        below_(pass.surrogate, pass.surrogate_parameters, pass.learns, loops, block, scratch),
        above_(pass.above, pass.above_parameters, pass.learns, loops, block, scratch) {
    if (!is_pair_) return;
    fires_ = scratch.Buffer();
    if (!learns_) return;
    zeros_ = scratch.Zeros();
    through_below_ = scratch.Buffer();
    through_above_ = scratch.Buffer();
  }

  const T* Slope(const T* distance) {
    T* slope = below_.Slope(distance);
    if (!is_pair_) return slope;
    common_.fires(distance, edge_, fires_, count_);
    common_.choose(fires_, above_.Slope(distance), slope, count_);
    return slope;
  }

  // After `Slope` of the same distances.
  void Learn(const T* distance, const T* through_spike) {
    if (!learns_) return;
    if (!is_pair_) return below_.Learn(distance, through_spike);
    std::copy_n(through_spike, count_, through_below_);
    common_.choose(fires_, zeros_, through_below_, count_);
    below_.Learn(distance, through_below_);
    std::fill_n(through_above_, count_, T(0));
    common_.choose(fires_, through_spike, through_above_, count_);
    above_.Learn(distance, through_above_);
  }

  const Surrogate<T>& below() const { return below_; }
  const Surrogate<T>& above() const { return above_; }

 private:
  int count_;
  bool is_pair_, learns_;
  T edge_;
  const CommonLoops<T>& common_;
  Surrogate<T> below_, above_;
  T *fires_ = nullptr, *zeros_ = nullptr, *through_below_ = nullptr, *through_above_ = nullptr;
};

}  // namespace spikefuse
