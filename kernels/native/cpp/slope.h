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
  Surrogate(const Backward& pass, const Loops<T>& loops, const Block& block, Scratch<T>& scratch)
      : length_(scratch.length()), count_(block.count), common_(*loops.common) {
    if (pass.surrogate < 0) {
      slope_ = scratch.Zeros();
      return;
    }
    slope_ = scratch.Buffer();
    const CompiledSurrogate<T>& compiled = loops.surrogates[pass.surrogate];
    const bool is_shared = AreShared(pass.surrogate_parameters);
    loops_ = is_shared ? &compiled.shared : &compiled.each;
    Scratch<double> wide(block.count);
    std::vector<const double*> parameters;
    for (const Parameter& each : pass.surrogate_parameters) {
      parameters.push_back(Expanded(each, block, is_shared, wide));
    }
    const auto prepared = [&](auto constants_of) {
      std::vector<T*> constants;
      for (int i = 0; i < compiled.constants; ++i) constants.push_back(scratch.Buffer());
      constants_of(parameters.data(), constants.data(), is_shared ? 1 : length_);
      return constants;
    };
    constants_ = prepared(compiled.slope_constants);
    if (!pass.learns) return;
    learning_constants_ = prepared(compiled.learn_constants);
    for (int i = 0; i < compiled.parameters; ++i) {
      learnt_.push_back(scratch.Buffer());
      sums_.push_back(scratch.Zeros());
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
  int length_, count_;
  const CommonLoops<T>& common_;
  const SurrogateLoops<T>* loops_ = nullptr;
  T* slope_;
  std::vector<T*> learnt_, sums_;
  std::vector<T*> constants_, learning_constants_;
};

}  // namespace spikefuse
