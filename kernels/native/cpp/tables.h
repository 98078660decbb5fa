// What the loops over a block of neurons are given, and the tables in which they stand.
//
// A block is small enough for the first-level cache, so that what one loop writes is there for the
// next: a step and a surrogate meet as two loops, and need not be compiled in pairs.

#pragma once

#include <cstdint>

namespace spikefuse {

constexpr int kMostParameters = 12;
constexpr int kMostStates = 3;
constexpr int kMostInner = 3;

// A time step of a block: pointers to one value for each neuron, or to the one of a parameter.
template <typename T>
struct Row {
  const T* parameters[kMostParameters];
  const T* current;
  const T* state[kMostStates];  // Before the step.
  const T* inner[kMostInner];   // What its charge gave, where it was kept.
  const T* slope;               // Of the surrogate.
  const T* to_spike;            // The cotangent of the spike.
  T edge;                       // The least distance at which there is a spike.

  T* charged[kMostInner];
  T* next[kMostStates];  // The state after the step.
  T* spike;
  T* distance;                 // What the surrogate is applied to.
  T* to_state[kMostStates];    // The cotangent of the state: after the step, then before it.
  T* to_current;
  T* sums[kMostParameters];  // The cotangents of the parameters, added up over time.
  T* through_spike;          // What reaches the spike, besides its own cotangent.
};

template <typename T>
struct StepLoops {
  void (*forward)(const Row<T>&, int);
  void (*distance)(const Row<T>&, int);
  void (*settle)(const Row<T>&, int);
  void (*backward)(const Row<T>&, int);
  void (*backward_to_parameters)(const Row<T>&, int);
};

template <typename T>
struct CompiledStep {
  const char* name;
  int states, inner, parameters;
  bool fires;           // Whether there is a surrogate.
  bool state_matters;   // Whether the backward loop reads the state before the step.
  bool exact;           // Whether it is the same bits with any instructions.
  StepLoops<T> shared;  // For parameters that are one value each, in single precision.
  StepLoops<T> each;    // For parameters that are one value a neuron.
};

template <typename T>
struct SurrogateLoops {
  void (*slope)(const T*, const T* const*, T*, int);
  void (*learn)(const T*, const T* const*, T* const*, int);
};

template <typename T>
struct CompiledSurrogate {
  const char* name;
  int parameters, constants;
  void (*slope_constants)(const double* const*, T* const*, int);
  void (*learn_constants)(const double* const*, T* const*, int);
  SurrogateLoops<T> shared;
  SurrogateLoops<T> each;
};

// Loops that know no formula.
template <typename T>
struct CommonLoops {
  void (*from_float)(const void*, T*, int);
  void (*from_double)(const void*, T*, int);
  void (*from_bfloat16)(const void*, T*, int);
  void (*to_float)(const T*, void*, int);
  void (*to_double)(const T*, void*, int);
  void (*to_bfloat16)(const T*, void*, int);
  void (*to_integer)(const T*, void*, int);
  void (*to_bool)(const T*, void*, int);
  void (*add)(const T*, T*, int);                     // sum += x
  void (*add_product)(const T*, const T*, T*, int);   // sum += x * y
  void (*neighbours)(const T*, T*, T*, int);          // The nearest bfloat16, and the other one.
  void (*fires)(const T*, T, T*, int);  // 1 where a distance fires a spike, else 0.
  void (*fires_alike)(const T*, const T*, T*, T*, int);
  void (*choose)(const T*, const T*, T*, int);
  void (*stream)(const void*, void*, int64_t);  // Copies bytes past the caches.
};

template <typename T>
struct Loops {
  const CompiledStep<T>* steps;
  int step_count;
  const CompiledSurrogate<T>* surrogates;
  int surrogate_count;
  const CommonLoops<T>* common;
};

// All loops, compiled for one set of instructions.
struct Compiled {
  const char* instructions;
  Loops<float> single;
  Loops<double> wide;
};

// Those that this processor can run, the narrowest first.
int AvailableCount();
const Compiled& Available(int index);

// The widest of them.
const Compiled& Chosen();

}  // namespace spikefuse
