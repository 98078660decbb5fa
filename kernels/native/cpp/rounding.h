// Inner values as bfloat16, rounded so that they fire the spikes that the whole ones do.

#pragma once

#include <algorithm>
#include <vector>

#include "passes.h"

namespace spikefuse {

// Each value goes to the nearest bfloat16, or, if the step would not fire the same spike then, to
// the neighbour on its other side. Combinations are tried in the order of how many values go there.
template <typename T>
class Rounding {
 public:
  Rounding(const Forward& pass, const CompiledStep<T>& step, const StepLoops<T>& loops,
           const CommonLoops<T>& common, const Block& block, Scratch<T>& scratch)
      : step_(step), loops_(loops), common_(common), count_(block.count) {
    for (int i = 0; i < step.inner; ++i) {
      if (pass.inner[i].is_given() && pass.inner[i].kind == Kind::kBfloat16) kept_.push_back(i);
    }
    if (!is_needed()) return;
    for (size_t k = 0; k < kept_.size(); ++k) {
      nearest_.push_back(scratch.Buffer());
      other_.push_back(scratch.Buffer());
      result_.push_back(scratch.Buffer());
    }
    spike_ = scratch.Buffer();
    for (int i = 0; i < step.states; ++i) next_.push_back(scratch.Buffer());
    found_ = scratch.Buffer();
    better_ = scratch.Buffer();
    const int choices = 1 << kept_.size();
    for (int choice = 0; choice < choices; ++choice) order_.push_back(choice);
    std::stable_sort(order_.begin(), order_.end(), [](int one, int two) {
      return __builtin_popcount(one) < __builtin_popcount(two);
    });
  }

  bool is_needed() const { return !kept_.empty(); }

  // Rounds the charged values of a row, which fired its spike, and writes them.
  void Write(const Row<T>& row, const std::vector<Writer<T>>& inner, int64_t t) {
    for (size_t k = 0; k < kept_.size(); ++k) {
      common_.neighbours(row.charged[kept_[k]], nearest_[k], other_[k], count_);
      std::copy_n(nearest_[k], count_, result_[k]);
    }
    Choose(row);
    for (size_t k = 0; k < kept_.size(); ++k) inner[kept_[k]].Write(result_[k], t);
  }

 private:
  void Choose(const Row<T>& row) {
    Row<T> tried = row;
    tried.spike = spike_;
    for (size_t i = 0; i < next_.size(); ++i) tried.next[i] = next_[i];
    std::fill_n(found_, count_, T(0));
    for (int i = 0; i < step_.inner; ++i) tried.inner[i] = row.charged[i];
    const int kept = static_cast<int>(kept_.size());
    for (const int choice : order_) {
      for (int k = 0; k < kept; ++k) {
        const bool far = choice >> (kept - 1 - k) & 1;
        tried.inner[kept_[k]] = far ? other_[k] : nearest_[k];
      }
      loops_.settle(tried, count_);
      common_.fires_alike(spike_, row.spike, found_, better_, count_);
      if (choice == 0) continue;  // The result is the nearest to begin with.
      for (int k = 0; k < kept; ++k) {
        common_.choose(better_, tried.inner[kept_[k]], result_[k], count_);
      }
    }
  }

  const CompiledStep<T>& step_;
  const StepLoops<T>& loops_;
  const CommonLoops<T>& common_;
  int count_;
  std::vector<int> kept_, order_;
  std::vector<T*> nearest_, other_, result_, next_;
  T* spike_ = nullptr;
  T* found_ = nullptr;
  T* better_ = nullptr;
};

}  // namespace spikefuse
