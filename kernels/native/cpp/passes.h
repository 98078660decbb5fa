// The passes over time: what they are to read and to write, and how a block of neurons runs them.

#pragma once

#include <algorithm>
#include <limits>
#include <vector>

#include "arrays.h"

namespace spikefuse {

// A parameter of a step or a surrogate: a number, or an array of one value or one a neuron.
struct Parameter {
  double number = 0.0;
  Array array;
  bool is_shared = true;
  int gradient = -1;  // Which result is its gradient.
};

struct Forward {
  int64_t length = 0, neurons = 0;
  int step = 0;
  bool spike_at_zero = true;  // Whether there is a spike at a distance of 0.
  std::vector<Parameter> parameters;
  Array current;
  std::vector<Array> initial;
  // Those that are not asked for have no data.
  Array spikes;
  std::vector<Array> final, trace, inner;
};

struct Backward {
  int64_t length = 0, neurons = 0;
  int step = 0;
  bool spike_at_zero = true;
  std::vector<Parameter> parameters;
  int surrogate = -1;
  int above = -1;       // Where there is a spike, if that is another surrogate.
  bool learns = false;  // Whether parameters of surrogates have a gradient.
  std::vector<Parameter> surrogate_parameters, above_parameters;
  bool recompute = false;
  // Cotangents, and the point: those that are 0, or not needed, have no data.
  Array to_spikes;
  std::vector<Array> to_final, to_trace, inner;
  Array current;
  std::vector<Array> initial;
  // Results.
  Array to_current;
  std::vector<Array> to_initial, gradients;
};

// Whether the loops are to be those for parameters that are one value each. In double precision
// there are none: they would be a fifth of the library.
template <typename T>
bool AreShared(const std::vector<Parameter>& parameters) {
  if (sizeof(T) != sizeof(float)) return false;
  return std::all_of(parameters.begin(), parameters.end(),
                     [](const Parameter& each) { return each.is_shared; });
}

// Whether inner values are rounded on their way to the backward pass.
inline bool KeepsRounded(const Forward& pass) {
  return std::any_of(pass.inner.begin(), pass.inner.end(), [](const Array& each) {
    return each.is_given() && each.kind == Kind::kBfloat16;
  });
}

// The least distance at which there is a spike. Subnormal distances count as 0 (see `Flushing`).
template <typename T, typename Pass>
T Edge(const Pass& pass) {
  return pass.spike_at_zero ? T(0) : std::numeric_limits<T>::min();
}

template <typename T>
void RunBlock(const Forward& pass, const Loops<T>& loops, const Block& block);

template <typename T>
void RunBlock(const Backward& pass, const Loops<T>& loops, const Block& block);

// The values of a parameter for a block, or, to keep it shared, the one that it has for all.
template <typename T>
const T* Expanded(const Parameter& parameter, const Block& block, bool keep_shared,
                  Scratch<T>& scratch);

extern template const float* Expanded(const Parameter&, const Block&, bool, Scratch<float>&);
extern template const double* Expanded(const Parameter&, const Block&, bool, Scratch<double>&);

}  // namespace spikefuse
