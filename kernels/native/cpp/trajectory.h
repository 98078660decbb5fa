// Where the pass over the current has been, for the backward pass.

#pragma once

#include <algorithm>
#include <vector>

#include "passes.h"

namespace spikefuse {

// The inner values of each step, and the state before it: as they were kept, or computed again.
template <typename T>
class Trajectory {
 public:
  Trajectory(const Backward& pass, const CompiledStep<T>& step, const StepLoops<T>& loops,
             const CommonLoops<T>& common, const Block& block, Row<T>& row, Scratch<T>& scratch)
      : pass_(pass), step_(step), loops_(loops), block_(block), length_(scratch.length()) {
    spike_ = scratch.Buffer();
    for (int i = 0; i < step.inner; ++i) inner_.emplace_back(pass.inner[i], block, common, scratch);
    for (int i = 0; i < step.states; ++i) {
      before_.push_back(pass.initial.empty() ? scratch.Zeros() : scratch.Buffer());
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
        row.spike = spike_;
        loops_.settle(row, block_.count);
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
    row.spike = spike_;
    const Reader<T> current(pass_.current, block_, common, scratch);
    for (int i = 0; i < step_.states; ++i) {
      std::copy_n(initial_[i](0), block_.count, before_[i]);
      row.state[i] = row.next[i] = before_[i];
    }
    for (int64_t t = 0; t < pass_.length; ++t) {
      row.current = current(t);
      for (int i = 0; i < step_.inner; ++i) row.charged[i] = again_[i] + t * length_;
      loops_.forward(row, block_.count);
    }
  }

  const Backward& pass_;
  const CompiledStep<T>& step_;
  const StepLoops<T>& loops_;
  Block block_;
  int64_t length_;
  std::vector<Reader<T>> inner_, initial_;
  std::vector<T*> before_, again_;
  T* spike_;  // Nobody reads it.
};

}  // namespace spikefuse
