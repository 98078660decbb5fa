// The functions that formulas are made of, so that loops over them are vectorised.
// Included within the namespace of a set of instructions: nothing here is shared between them.

inline float exponential(float x) { return expf(x); }
inline double exponential(double x) { return exp(x); }
inline float logarithm(float x) { return logf(x); }
inline double logarithm(double x) { return log(x); }
inline float exponential_less_one(float x) { return expm1f(x); }
inline double exponential_less_one(double x) { return expm1(x); }
inline float logarithm_of_one_plus(float x) { return log1pf(x); }
inline double logarithm_of_one_plus(double x) { return log1p(x); }
inline float error_function(float x) { return erff(x); }
inline double error_function(double x) { return erf(x); }
inline float hyperbolic_tangent(float x) { return tanhf(x); }
inline double hyperbolic_tangent(double x) { return tanh(x); }
inline float absolute(float x) { return __builtin_fabsf(x); }
inline double absolute(double x) { return __builtin_fabs(x); }
inline float round_down(float x) { return __builtin_floorf(x); }
inline double round_down(double x) { return __builtin_floor(x); }
inline float square_root(float x) { return __builtin_sqrtf(x); }
inline double square_root(double x) { return __builtin_sqrt(x); }

template <typename T>
inline T infinity() {
  return T(__builtin_inf());
}

// NaN if either is.
template <typename T>
inline T maximum(T x, T y) {
  return (x > y) | (x != x) ? x : y;
}

template <typename T>
inline T minimum(T x, T y) {
  return (x < y) | (x != x) ? x : y;
}

// The zero or NaN that x is, if it has no sign.
template <typename T>
inline T sign(T x) {
  return x > T(0) ? T(1) : x < T(0) ? T(-1) : x;
}

template <typename T>
inline T logistic(T x) {
  return T(1) / (T(1) + exponential(-x));
}

template <int exponent, typename T>
inline T power(T x) {
  if constexpr (exponent == 1) {
    return x;
  } else if constexpr (exponent % 2 == 0) {
    return power<exponent / 2>(x * x);
  } else {
    return x * power<exponent - 1>(x);
  }
}
