// Written by `python -m spikefuse.kernels.native.generate` from the formulas in Python.

// spikefuse.surrogate.sigmoidal.Arctan()
struct Arctan {
  static constexpr char name[] = "Arctan";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(power<2>(T(1.5707963267948966) * alpha));
      constants[1][i] = Out(T(0.5) * alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T x = xs[i];
      slopes[i] = c1 * (T(1) / (T(1) + c0 * (x * x)));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(T(1.5707963705062866) * alpha);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(T(1.5707963267948966) * alpha);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = T(1.5707963705062866) * T(1) * a0 / (T(1) + power<2>(c0 * a0));
        learnt[0][i] = a1 / T(3.1415927410125732);
      }
    } else {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = T(1.5707963267948966) * T(1) * a0 / (T(1) + power<2>(c0 * a0));
        learnt[0][i] = a1 / T(3.141592653589793);
      }
    }
  }
};

// spikefuse.surrogate.windowed.Boxcar()
struct Boxcar {
  static constexpr char name[] = "Boxcar";
  static constexpr int parameters = 2;  // width, height
  static constexpr int constants = 3;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T width = parameters[0][i];
      const T height = parameters[1][i];
      constants[0][i] = Out(T(0.5) * width);
      constants[1][i] = Out(height);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T x = xs[i];
      slopes[i] = absolute(x) <= c0 ? c1 : T(0);
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T width = parameters[0][i];
      const T height = parameters[1][i];
      constants[0][i] = Out(T(-0.5) * width);
      constants[1][i] = Out(T(0.5) * width);
      constants[2][i] = Out(height);
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    const Form each_c2(constants[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T c2 = each_c2[i];
      const T x = xs[i];
      const T a0 = maximum(c0, x);
      const T a1 = T(-0.5) * T(1) * ((c0 == a0 ? T(1) : T(0)) / (x == a0 ? T(2) : T(1)));
      const T a2 = minimum(c1, a0);
      const bool is3 = c1 == a2;
      const bool is4 = a0 == a2;
      const T a5 = T(0.5) * T(1) * ((is3 ? T(1) : T(0)) / (is4 ? T(2) : T(1))) + a1 * ((is4 ? T(1) : T(0)) / (is3 ? T(2) : T(1)));
      learnt[0][i] = c2 * a5;
      learnt[1][i] = T(1) * a2;
    }
  }
};

// spikefuse.surrogate.unit_height.CircularDistance()
struct CircularDistance {
  static constexpr char name[] = "CircularDistance";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T x = xs[i];
      const T a0 = x / c0;
      const T a1 = T(1) + a0 * a0;
      slopes[i] = T(1) / (a1 * square_root(a1));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(T(1) / power<2>(alpha));
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(T(1) / power<2>(alpha));
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = a0 / c0;
        const bool is2 = absolute(a1) > T(1);
        const T a3 = T(1) / (is2 ? a1 : T(1));
        const T a4 = is2 ? T(0) : a1;
        const T a5 = is2 ? sign(a1) / square_root(T(1) + a3 * a3) : a4 / square_root(T(1) + a4 * a4);
        const T a6 = T(1) + a1 * a1;
        const T a7 = T(1) * a5 + c0 * (-T(1) * a0 * c1 * (T(1) / (a6 * square_root(a6))));
        learnt[0][i] = a7;
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = a0 / c0;
        const bool is2 = absolute(a1) > T(1);
        const T a3 = T(1) / (is2 ? a1 : T(1));
        const T a4 = is2 ? T(0) : a1;
        const T a5 = is2 ? sign(a1) / square_root(T(1) + a3 * a3) : a4 / square_root(T(1) + a4 * a4);
        const T a6 = T(1) + a1 * a1;
        const T a7 = T(1) * a5 + c0 * (-T(1) * a0 * c1 * (T(1) / (a6 * square_root(a6))));
        learnt[0][i] = a7;
      }
    }
  }
};

// spikefuse.surrogate.sigmoidal.ERF()
struct ERF {
  static constexpr char name[] = "ERF";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(alpha);
      constants[1][i] = Out(alpha / T(1.7724538509055159));
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T x = xs[i];
      const T a0 = c0 * x;
      slopes[i] = c1 * exponential(T(-1) * (a0 * a0));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(-alpha);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(-alpha);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = T(-1.128379225730896) * (-T(1) * a0 * exponential(-power<2>(c0 * a0)));
        learnt[0][i] = T(0.5) * a1;
      }
    } else {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = T(-1.1283791670955126) * (-T(1) * a0 * exponential(-power<2>(c0 * a0)));
        learnt[0][i] = T(0.5) * a1;
      }
    }
  }
};

// spikefuse.surrogate.windowed.FakeNumericalGradient()
struct FakeNumericalGradient {
  static constexpr char name[] = "FakeNumericalGradient";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T x = xs[i];
      const T a0 = absolute(x);
      const bool is1 = c0 * a0 > T(1);
      slopes[i] = is1 ? T(1) / power<1>(is1 ? a0 : T(1)) : c0;
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(T(1) / alpha);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(T(1) / alpha);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = minimum(T(3.4028234663852886e+38), maximum(T(-3.4028234663852886e+38), x));
        const T a1 = a0 * (a0 < T(0) ? T(-1) : T(1));
        const T a2 = (x < T(0) ? T(-1) : T(1)) * (c0 * a1 > T(1) ? c1 : T(1) * a1);
        learnt[0][i] = a2;
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.7976931348623157e+308), maximum(T(-1.7976931348623157e+308), x));
        const T a1 = a0 * (a0 < T(0) ? T(-1) : T(1));
        const T a2 = (x < T(0) ? T(-1) : T(1)) * (c0 * a1 > T(1) ? c1 : T(1) * a1);
        learnt[0][i] = a2;
      }
    }
  }
};

// spikefuse.surrogate.bell_shaped.GaussianGrad()
struct GaussianGrad {
  static constexpr char name[] = "GaussianGrad";
  static constexpr int parameters = 2;  // sigma, alpha
  static constexpr int constants = 3;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T sigma = parameters[0][i];
      const T alpha = parameters[1][i];
      constants[0][i] = Out(sigma);
      constants[1][i] = Out(sigma * T(2.5066282746310002));
      constants[2][i] = Out(alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    const Form each_c2(constants[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T c2 = each_c2[i];
      const T x = xs[i];
      const T a0 = (x - T(0)) / c0;
      slopes[i] = c2 * (exponential(T(-0.5) * (a0 * a0)) / c1);
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T sigma = parameters[0][i];
        const T alpha = parameters[1][i];
        const T a0 = sigma * T(1.4142135381698608);
        constants[0][i] = Out(a0);
        constants[1][i] = Out(T(1) / power<2>(a0));
        constants[2][i] = Out(alpha);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T sigma = parameters[0][i];
        const T alpha = parameters[1][i];
        const T a0 = sigma * T(1.4142135623730951);
        constants[0][i] = Out(a0);
        constants[1][i] = Out(T(1) / power<2>(a0));
        constants[2][i] = Out(alpha);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = a0 - T(0);
        const T a2 = a1 / c0;
        const T a3 = -(T(1) * T(1.4142135381698608)) * a1 * c1 * exponential(-power<2>(a2));
        learnt[0][i] = c2 * (T(0.5) * (T(1.128379225730896) * a3));
        learnt[1][i] = T(1) * (T(0.5) * error_function(a2));
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = a0 - T(0);
        const T a2 = a1 / c0;
        const T a3 = -(T(1) * T(1.4142135623730951)) * a1 * c1 * exponential(-power<2>(a2));
        learnt[0][i] = c2 * (T(0.5) * (T(1.1283791670955126) * a3));
        learnt[1][i] = T(1) * (T(0.5) * error_function(a2));
      }
    }
  }
};

// spikefuse.surrogate.peaked.InvSquareGrad()
struct InvSquareGrad {
  static constexpr char name[] = "InvSquareGrad";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T x = xs[i];
      slopes[i] = T(1) / power<2>(T(1) + c0 * absolute(x));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(T(1) / power<2>(alpha));
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(T(1) / power<2>(alpha));
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = a0 < T(0) ? T(-1) : T(1);
        const T a2 = a0 * a1;
        const T a3 = c0 * a2;
        const T a4 = T(1) * a2;
        const bool is5 = a3 > T(1);
        const T a6 = is5 ? a3 : T(1);
        const T a7 = is5 ? T(0) : a3;
        const T a8 = is5 ? T(0) : a4;
        const T a9 = T(1) + T(1) / a6;
        const T a10 = -(-(is5 ? a4 : T(0)) * T(1) * (T(1) / power<2>(a6))) * T(1) * (T(1) / power<2>(a9));
        const T a11 = T(1) + a7;
        const T a12 = a1 * (is5 ? a10 : a8 / a11 + -a8 * a7 * (T(1) / power<2>(a11)));
        learnt[0][i] = a12 / c0 + -T(1) * (a1 * (is5 ? T(1) / a9 : a7 / a11)) * c1;
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = a0 < T(0) ? T(-1) : T(1);
        const T a2 = a0 * a1;
        const T a3 = c0 * a2;
        const T a4 = T(1) * a2;
        const bool is5 = a3 > T(1);
        const T a6 = is5 ? a3 : T(1);
        const T a7 = is5 ? T(0) : a3;
        const T a8 = is5 ? T(0) : a4;
        const T a9 = T(1) + T(1) / a6;
        const T a10 = -(-(is5 ? a4 : T(0)) * T(1) * (T(1) / power<2>(a6))) * T(1) * (T(1) / power<2>(a9));
        const T a11 = T(1) + a7;
        const T a12 = a1 * (is5 ? a10 : a8 / a11 + -a8 * a7 * (T(1) / power<2>(a11)));
        learnt[0][i] = a12 / c0 + -T(1) * (a1 * (is5 ? T(1) / a9 : a7 / a11)) * c1;
      }
    }
  }
};

// spikefuse.surrogate.laplace.LaplaceGrad()
struct LaplaceGrad {
  static constexpr char name[] = "LaplaceGrad";
  static constexpr int parameters = 3;  // alpha, height, center
  static constexpr int constants = 5;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      const T height = parameters[1][i];
      const T center = parameters[2][i];
      constants[0][i] = Out(center);
      constants[1][i] = Out(-alpha);
      constants[2][i] = Out(height);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    const Form each_c2(constants[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T c2 = each_c2[i];
      const T x = xs[i];
      slopes[i] = c2 * exponential(c1 * absolute(x - c0));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        const T height = parameters[1][i];
        const T center = parameters[2][i];
        constants[0][i] = Out(center);
        constants[1][i] = Out(-alpha);
        constants[2][i] = Out(alpha);
        constants[3][i] = Out(T(1) / power<2>(alpha));
        constants[4][i] = Out(height);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        const T height = parameters[1][i];
        const T center = parameters[2][i];
        constants[0][i] = Out(center);
        constants[1][i] = Out(-alpha);
        constants[2][i] = Out(alpha);
        constants[3][i] = Out(T(1) / power<2>(alpha));
        constants[4][i] = Out(height);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = a0 - c0;
        const T a2 = -T(1);
        const T a3 = a1 < T(0) ? T(-1) : T(1);
        const T a4 = a1 * a3;
        const T a5 = exponential_less_one(c1 * a4);
        const T a6 = a5 + T(1);
        const T a7 = -a5;
        const T a8 = a3 * c4;
        const T a9 = T(0) * a0 - c0;
        const T a10 = a9 < T(0) ? T(-1) : T(1);
        const T a11 = a9 * a10;
        const T a12 = exponential_less_one(c1 * a11);
        const T a13 = a12 + T(1);
        const T a14 = -a12;
        const T a15 = a10 * c4;
        const T a16 = a8 * (-(a2 * a4 * a6) / c2 + a2 * a7 * c3) - a15 * (-(a2 * a11 * a13) / c2 + a2 * a14 * c3);
        const T a17 = a8 * (-(c1 * (a2 * a3) * a6) / c2) - a15 * (-(c1 * (a2 * a10) * a13) / c2);
        learnt[0][i] = a16;
        learnt[1][i] = a3 * T(1) * (a7 / c2) - a10 * T(1) * (a14 / c2);
        learnt[2][i] = a17;
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = a0 - c0;
        const T a2 = -T(1);
        const T a3 = a1 < T(0) ? T(-1) : T(1);
        const T a4 = a1 * a3;
        const T a5 = exponential_less_one(c1 * a4);
        const T a6 = a5 + T(1);
        const T a7 = -a5;
        const T a8 = a3 * c4;
        const T a9 = T(0) * a0 - c0;
        const T a10 = a9 < T(0) ? T(-1) : T(1);
        const T a11 = a9 * a10;
        const T a12 = exponential_less_one(c1 * a11);
        const T a13 = a12 + T(1);
        const T a14 = -a12;
        const T a15 = a10 * c4;
        const T a16 = a8 * (-(a2 * a4 * a6) / c2 + a2 * a7 * c3) - a15 * (-(a2 * a11 * a13) / c2 + a2 * a14 * c3);
        const T a17 = a8 * (-(c1 * (a2 * a3) * a6) / c2) - a15 * (-(c1 * (a2 * a10) * a13) / c2);
        learnt[0][i] = a16;
        learnt[1][i] = a3 * T(1) * (a7 / c2) - a10 * T(1) * (a14 / c2);
        learnt[2][i] = a17;
      }
    }
  }
};

// spikefuse.surrogate.rectified.LeakyRelu(spike_at_zero=True)
struct LeakyReluSpikeAtZero1 {
  static constexpr char name[] = "LeakyReluSpikeAtZero1";
  static constexpr int parameters = 2;  // alpha, beta
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      const T beta = parameters[1][i];
      constants[0][i] = Out(alpha);
      constants[1][i] = Out(beta);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T x = xs[i];
      slopes[i] = x >= T(0) ? c1 : c0;
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T x = xs[i];
      const bool is0 = x < T(0);
      const T a1 = T(1) * x;
      learnt[0][i] = is0 ? a1 : T(0);
      learnt[1][i] = is0 ? T(0) : a1;
    }
  }
};

// spikefuse.surrogate.rectified.LeakyRelu(spike_at_zero=False)
struct LeakyReluSpikeAtZero0 {
  static constexpr char name[] = "LeakyReluSpikeAtZero0";
  static constexpr int parameters = 2;  // alpha, beta
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      const T beta = parameters[1][i];
      constants[0][i] = Out(alpha);
      constants[1][i] = Out(beta);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T x = xs[i];
      slopes[i] = x > T(0) ? c1 : c0;
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T x = xs[i];
      const bool is0 = x < T(0);
      const T a1 = T(1) * x;
      learnt[0][i] = is0 ? a1 : T(0);
      learnt[1][i] = is0 ? T(0) : a1;
    }
  }
};

// spikefuse.surrogate.rectified.LogTailedRelu()
struct LogTailedRelu {
  static constexpr char name[] = "LogTailedRelu";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 1;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T x = xs[i];
      slopes[i] = x > T(0) ? T(1) / maximum(x, T(1)) : c0;
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
    } else {
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T x = xs[i];
        const T a0 = minimum(T(3.4028234663852886e+38), maximum(T(-3.4028234663852886e+38), x));
        learnt[0][i] = x > T(0) ? T(0) : T(1) * a0;
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T x = xs[i];
        const T a0 = minimum(T(1.7976931348623157e+308), maximum(T(-1.7976931348623157e+308), x));
        learnt[0][i] = x > T(0) ? T(0) : T(1) * a0;
      }
    }
  }
};

// spikefuse.surrogate.bell_shaped.MultiGaussianGrad()
struct MultiGaussianGrad {
  static constexpr char name[] = "MultiGaussianGrad";
  static constexpr int parameters = 4;  // h, s, sigma, scale
  static constexpr int constants = 13;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T h = parameters[0][i];
      const T s = parameters[1][i];
      const T sigma = parameters[2][i];
      const T scale = parameters[3][i];
      const T a0 = s * sigma;
      constants[0][i] = Out(sigma);
      constants[1][i] = Out(a0);
      constants[2][i] = Out(a0 * T(2.5066282746310002));
      constants[3][i] = Out(-sigma);
      constants[4][i] = Out(sigma * T(2.5066282746310002));
      constants[5][i] = Out(T(1) + h);
      constants[6][i] = Out(h);
      constants[7][i] = Out(scale);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    const Form each_c2(constants[2]);
    const Form each_c3(constants[3]);
    const Form each_c4(constants[4]);
    const Form each_c5(constants[5]);
    const Form each_c6(constants[6]);
    const Form each_c7(constants[7]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T c2 = each_c2[i];
      const T c3 = each_c3[i];
      const T c4 = each_c4[i];
      const T c5 = each_c5[i];
      const T c6 = each_c6[i];
      const T c7 = each_c7[i];
      const T x = xs[i];
      const T a0 = (x - c0) / c1;
      const T a1 = (x - c3) / c1;
      const T a2 = exponential(T(-0.5) * (a0 * a0)) / c2 + exponential(T(-0.5) * (a1 * a1)) / c2;
      const T a3 = (x - T(0)) / c0;
      const T a4 = c7 * (c5 * (exponential(T(-0.5) * (a3 * a3)) / c4) - c6 * a2);
      slopes[i] = a4;
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T h = parameters[0][i];
        const T s = parameters[1][i];
        const T sigma = parameters[2][i];
        const T scale = parameters[3][i];
        const T a0 = s * sigma * T(1.4142135381698608);
        const T a1 = sigma * T(1.4142135381698608);
        const T a2 = -T(1);
        constants[0][i] = Out(sigma);
        constants[1][i] = Out(a0);
        constants[2][i] = Out(-sigma);
        constants[3][i] = Out(a1);
        constants[4][i] = Out(T(1) + h);
        constants[5][i] = Out(h);
        constants[6][i] = Out(scale);
        constants[7][i] = Out(-(T(1) * sigma * T(1.4142135381698608)));
        constants[8][i] = Out(T(1) / power<2>(a0));
        constants[9][i] = Out(-(s * T(1) * T(1.4142135381698608)));
        constants[10][i] = Out(a2 / a0);
        constants[11][i] = Out(-a2 / a0);
        constants[12][i] = Out(T(1) / power<2>(a1));
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T h = parameters[0][i];
        const T s = parameters[1][i];
        const T sigma = parameters[2][i];
        const T scale = parameters[3][i];
        const T a0 = s * sigma * T(1.4142135623730951);
        const T a1 = sigma * T(1.4142135623730951);
        const T a2 = -T(1);
        constants[0][i] = Out(sigma);
        constants[1][i] = Out(a0);
        constants[2][i] = Out(-sigma);
        constants[3][i] = Out(a1);
        constants[4][i] = Out(T(1) + h);
        constants[5][i] = Out(h);
        constants[6][i] = Out(scale);
        constants[7][i] = Out(-(T(1) * sigma * T(1.4142135623730951)));
        constants[8][i] = Out(T(1) / power<2>(a0));
        constants[9][i] = Out(-(s * T(1) * T(1.4142135623730951)));
        constants[10][i] = Out(a2 / a0);
        constants[11][i] = Out(-a2 / a0);
        constants[12][i] = Out(T(1) / power<2>(a1));
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      const Form each_c5(constants[5]);
      const Form each_c6(constants[6]);
      const Form each_c7(constants[7]);
      const Form each_c8(constants[8]);
      const Form each_c9(constants[9]);
      const Form each_c10(constants[10]);
      const Form each_c11(constants[11]);
      const Form each_c12(constants[12]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T c5 = each_c5[i];
        const T c6 = each_c6[i];
        const T c7 = each_c7[i];
        const T c8 = each_c8[i];
        const T c9 = each_c9[i];
        const T c10 = each_c10[i];
        const T c11 = each_c11[i];
        const T c12 = each_c12[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = a0 - c0;
        const T a2 = a1 / c1;
        const T a3 = a0 - c2;
        const T a4 = a3 / c1;
        const T a5 = T(0.5) * error_function(a2) + T(0.5) * error_function(a4);
        const T a6 = a0 - T(0);
        const T a7 = a6 / c3;
        const T a8 = T(0.5) * error_function(a7);
        const T a9 = exponential(-power<2>(a2));
        const T a10 = exponential(-power<2>(a4));
        const T a11 = T(0.5) * (T(1.128379225730896) * (c7 * a1 * c8 * a9)) + T(0.5) * (T(1.128379225730896) * (c7 * a3 * c8 * a10));
        const T a12 = T(0.5) * (T(1.128379225730896) * ((c10 + c9 * a1 * c8) * a9));
        const T a13 = T(0.5) * (T(1.128379225730896) * ((c11 + c9 * a3 * c8) * a10));
        const T a14 = -(T(1) * T(1.4142135381698608)) * a6 * c12 * exponential(-power<2>(a7));
        const T a15 = c4 * (T(0.5) * (T(1.128379225730896) * a14)) - c5 * (a12 + a13);
        learnt[0][i] = c6 * (T(1) * a8 - T(1) * a5);
        learnt[1][i] = c6 * -(c5 * a11);
        learnt[2][i] = c6 * a15;
        learnt[3][i] = T(1) * (c4 * a8 - c5 * a5);
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      const Form each_c5(constants[5]);
      const Form each_c6(constants[6]);
      const Form each_c7(constants[7]);
      const Form each_c8(constants[8]);
      const Form each_c9(constants[9]);
      const Form each_c10(constants[10]);
      const Form each_c11(constants[11]);
      const Form each_c12(constants[12]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T c5 = each_c5[i];
        const T c6 = each_c6[i];
        const T c7 = each_c7[i];
        const T c8 = each_c8[i];
        const T c9 = each_c9[i];
        const T c10 = each_c10[i];
        const T c11 = each_c11[i];
        const T c12 = each_c12[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = a0 - c0;
        const T a2 = a1 / c1;
        const T a3 = a0 - c2;
        const T a4 = a3 / c1;
        const T a5 = T(0.5) * error_function(a2) + T(0.5) * error_function(a4);
        const T a6 = a0 - T(0);
        const T a7 = a6 / c3;
        const T a8 = T(0.5) * error_function(a7);
        const T a9 = exponential(-power<2>(a2));
        const T a10 = exponential(-power<2>(a4));
        const T a11 = T(0.5) * (T(1.1283791670955126) * (c7 * a1 * c8 * a9)) + T(0.5) * (T(1.1283791670955126) * (c7 * a3 * c8 * a10));
        const T a12 = T(0.5) * (T(1.1283791670955126) * ((c10 + c9 * a1 * c8) * a9));
        const T a13 = T(0.5) * (T(1.1283791670955126) * ((c11 + c9 * a3 * c8) * a10));
        const T a14 = -(T(1) * T(1.4142135623730951)) * a6 * c12 * exponential(-power<2>(a7));
        const T a15 = c4 * (T(0.5) * (T(1.1283791670955126) * a14)) - c5 * (a12 + a13);
        learnt[0][i] = c6 * (T(1) * a8 - T(1) * a5);
        learnt[1][i] = c6 * -(c5 * a11);
        learnt[2][i] = c6 * a15;
        learnt[3][i] = T(1) * (c4 * a8 - c5 * a5);
      }
    }
  }
};

// spikefuse.surrogate.peaked.NonzeroSignLog()
struct NonzeroSignLog {
  static constexpr char name[] = "NonzeroSignLog";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 1;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(T(1) / alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T x = xs[i];
      slopes[i] = T(1) / power<1>(c0 + absolute(x));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(3.4028234663852886e+38), maximum(T(-3.4028234663852886e+38), x));
        const T a1 = minimum(a0 * (a0 < T(0) ? T(-1) : T(1)), T(4294967296.0));
        learnt[0][i] = (x < T(0) ? T(-1) : T(1)) * (T(1) * a1 / (c0 * a1 + T(1)));
      }
    } else {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.7976931348623157e+308), maximum(T(-1.7976931348623157e+308), x));
        const T a1 = minimum(a0 * (a0 < T(0) ? T(-1) : T(1)), T(1.157920892373162e+77));
        learnt[0][i] = (x < T(0) ? T(-1) : T(1)) * (T(1) * a1 / (c0 * a1 + T(1)));
      }
    }
  }
};

// spikefuse.surrogate.peaked.PiecewiseExp()
struct PiecewiseExp {
  static constexpr char name[] = "PiecewiseExp";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(-alpha);
      constants[1][i] = Out(T(0.5) * alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T x = xs[i];
      slopes[i] = c1 * exponential(c0 * absolute(x));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(-alpha);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(-alpha);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const bool is1 = a0 < T(0);
        const T a2 = a0 * (is1 ? T(-1) : T(1));
        const T a3 = T(0.5) * (-T(1) * a2 * exponential(c0 * a2));
        learnt[0][i] = is1 ? a3 : -a3;
      }
    } else {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const bool is1 = a0 < T(0);
        const T a2 = a0 * (is1 ? T(-1) : T(1));
        const T a3 = T(0.5) * (-T(1) * a2 * exponential(c0 * a2));
        learnt[0][i] = is1 ? a3 : -a3;
      }
    }
  }
};

// spikefuse.surrogate.piecewise.PiecewiseLeakyRelu()
struct PiecewiseLeakyRelu {
  static constexpr char name[] = "PiecewiseLeakyRelu";
  static constexpr int parameters = 2;  // c, w
  static constexpr int constants = 4;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c = parameters[0][i];
      const T w = parameters[1][i];
      constants[0][i] = Out(w);
      constants[1][i] = Out(T(0.5) / w);
      constants[2][i] = Out(c);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    const Form each_c2(constants[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T c2 = each_c2[i];
      const T x = xs[i];
      slopes[i] = absolute(x) > c0 ? c2 : c1;
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c = parameters[0][i];
      const T w = parameters[1][i];
      constants[0][i] = Out(-w);
      constants[1][i] = Out(w);
      constants[2][i] = Out(T(1) / power<2>(w));
      constants[3][i] = Out(c);
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    const Form each_c2(constants[2]);
    const Form each_c3(constants[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T c2 = each_c2[i];
      const T c3 = each_c3[i];
      const T x = xs[i];
      const T a0 = maximum(c0, x);
      const T a1 = minimum(c1, a0);
      const T a2 = -T(1);
      const bool is3 = c1 == a1;
      const bool is4 = a0 == a1;
      const T a5 = a2 * ((c0 == a0 ? T(1) : T(0)) / (x == a0 ? T(2) : T(1))) * ((is4 ? T(1) : T(0)) / (is3 ? T(2) : T(1)));
      const T a6 = T(1) * ((is3 ? T(1) : T(0)) / (is4 ? T(2) : T(1))) + a5;
      learnt[0][i] = T(1) * (x - a1);
      learnt[1][i] = T(0.5) * a6 / c1 + a2 * (T(0.5) * a1) * c2 + c3 * -a6;
    }
  }
};

// spikefuse.surrogate.piecewise.PiecewiseQuadratic()
struct PiecewiseQuadratic {
  static constexpr char name[] = "PiecewiseQuadratic";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(alpha);
      constants[1][i] = Out(T(1) / alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T x = xs[i];
      const T a0 = absolute(x);
      slopes[i] = a0 < c1 ? c0 * (T(1) - c0 * a0) : T(0);
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = c0 * a0;
        const T a2 = maximum(T(-1), a1);
        const T a3 = T(1) * a0 * ((a1 == a2 ? T(1) : T(0)) / (T(-1) == a2 ? T(2) : T(1)));
        const T a4 = minimum(T(1), a2);
        const T a5 = a3 * ((a2 == a4 ? T(1) : T(0)) / (T(1) == a4 ? T(2) : T(1)));
        const T a6 = -(T(0.5) * (a4 >= T(0) ? a5 : -a5)) * a4 + (T(1) - T(0.5) * absolute(a4)) * a5;
        learnt[0][i] = a6;
      }
    } else {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = c0 * a0;
        const T a2 = maximum(T(-1), a1);
        const T a3 = T(1) * a0 * ((a1 == a2 ? T(1) : T(0)) / (T(-1) == a2 ? T(2) : T(1)));
        const T a4 = minimum(T(1), a2);
        const T a5 = a3 * ((a2 == a4 ? T(1) : T(0)) / (T(1) == a4 ? T(2) : T(1)));
        const T a6 = -(T(0.5) * (a4 >= T(0) ? a5 : -a5)) * a4 + (T(1) - T(0.5) * absolute(a4)) * a5;
        learnt[0][i] = a6;
      }
    }
  }
};

// spikefuse.surrogate.fast_sigmoid.PowerLawGrad(exponent=2.0)
struct PowerLawGradExponent2 {
  static constexpr char name[] = "PowerLawGradExponent2";
  static constexpr int parameters = 2;  // scale, height
  static constexpr int constants = 7;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T scale = parameters[0][i];
      const T height = parameters[1][i];
      constants[0][i] = Out(scale);
      constants[1][i] = Out(power<2>(scale));
      constants[2][i] = Out(height);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    const Form each_c2(constants[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T c2 = each_c2[i];
      const T x = xs[i];
      slopes[i] = c2 * (c1 * (T(1) / power<2>(c0 + absolute(x))));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T scale = parameters[0][i];
        const T height = parameters[1][i];
        constants[0][i] = Out(scale);
        constants[1][i] = Out(T(1) / power<2>(scale));
        constants[2][i] = Out(logarithm(scale));
        constants[3][i] = Out(T(1) / scale);
        constants[4][i] = Out(height * T(1));
        constants[5][i] = Out(height * scale);
        constants[6][i] = Out(T(1) * scale);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T scale = parameters[0][i];
        const T height = parameters[1][i];
        constants[0][i] = Out(scale);
        constants[1][i] = Out(T(1) / power<2>(scale));
        constants[2][i] = Out(logarithm(scale));
        constants[3][i] = Out(T(1) / scale);
        constants[4][i] = Out(height * T(1));
        constants[5][i] = Out(height * scale);
        constants[6][i] = Out(T(1) * scale);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      const Form each_c5(constants[5]);
      const Form each_c6(constants[6]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T c5 = each_c5[i];
        const T c6 = each_c6[i];
        const T x = xs[i];
        const T a0 = minimum(T(3.4028234663852886e+38), maximum(T(-3.4028234663852886e+38), x));
        const T a1 = a0 * (a0 < T(0) ? T(-1) : T(1));
        const T a2 = minimum(a1, c0);
        const T a3 = T(1) * ((c0 == a2 ? T(1) : T(0)) / (a1 == a2 ? T(2) : T(1)));
        const T a4 = a2 / c0;
        const T a5 = maximum(a1, c0);
        const T a6 = T(1) * ((c0 == a5 ? T(1) : T(0)) / (a1 == a5 ? T(2) : T(1)));
        const T a7 = c0 + a5;
        const bool is8 = a1 < c0;
        const T a9 = is8 ? logarithm_of_one_plus(a4) : logarithm(a7) - c2;
        const T a10 = is8 ? (a3 / c0 + -T(1) * a2 * c1) / (a4 + T(1)) : (T(1) + a6) / a7 - c3;
        const T a11 = T(-1) * a9;
        const T a12 = T(-1) * a10;
        const bool is13 = absolute(a11) < T(0.10000000149011612);
        const T a14 = is13 ? a11 : T(0);
        const T a15 = is13 ? a12 : T(0);
        const T a16 = T(1) + a14 / T(12);
        const T a17 = a14 / T(11);
        const T a18 = T(1) + a17 * a16;
        const T a19 = a14 / T(10);
        const T a20 = a15 / T(10) * a18 + a19 * (a15 / T(11) * a16 + a17 * (a15 / T(12)));
        const T a21 = T(1) + a19 * a18;
        const T a22 = a14 / T(9);
        const T a23 = T(1) + a22 * a21;
        const T a24 = a14 / T(8);
        const T a25 = T(1) + a24 * a23;
        const T a26 = a14 / T(7);
        const T a27 = a26 * (a15 / T(8) * a23 + a24 * (a15 / T(9) * a21 + a22 * a20));
        const T a28 = T(1) + a26 * a25;
        const T a29 = a14 / T(6);
        const T a30 = T(1) + a29 * a28;
        const T a31 = a14 / T(5);
        const T a32 = a15 / T(5) * a30 + a31 * (a15 / T(6) * a28 + a29 * (a15 / T(7) * a25 + a27));
        const T a33 = T(1) + a31 * a30;
        const T a34 = a14 / T(4);
        const T a35 = T(1) + a34 * a33;
        const T a36 = a14 / T(3);
        const T a37 = T(1) + a36 * a35;
        const T a38 = a14 / T(2);
        const T a39 = a38 * (a15 / T(3) * a35 + a36 * (a15 / T(4) * a33 + a34 * a32));
        const T a40 = T(1) + a38 * a37;
        const T a41 = exponential_less_one(is13 ? T(1) : a11);
        const T a42 = is13 ? T(1) : T(-1);
        const T a43 = is13 ? a9 * a40 : a41 / a42;
        const T a44 = is13 ? a10 * a40 + a9 * (a15 / T(2) * a37 + a39) : (is13 ? T(0) : a12) * (a41 + T(1)) / a42;
        const T a45 = x < T(0) ? T(-1) : T(1);
        learnt[0][i] = a45 * (c4 * a43 + c5 * a44);
        learnt[1][i] = a45 * (c6 * a43);
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      const Form each_c5(constants[5]);
      const Form each_c6(constants[6]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T c5 = each_c5[i];
        const T c6 = each_c6[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.7976931348623157e+308), maximum(T(-1.7976931348623157e+308), x));
        const T a1 = a0 * (a0 < T(0) ? T(-1) : T(1));
        const T a2 = minimum(a1, c0);
        const T a3 = T(1) * ((c0 == a2 ? T(1) : T(0)) / (a1 == a2 ? T(2) : T(1)));
        const T a4 = a2 / c0;
        const T a5 = maximum(a1, c0);
        const T a6 = T(1) * ((c0 == a5 ? T(1) : T(0)) / (a1 == a5 ? T(2) : T(1)));
        const T a7 = c0 + a5;
        const bool is8 = a1 < c0;
        const T a9 = is8 ? logarithm_of_one_plus(a4) : logarithm(a7) - c2;
        const T a10 = is8 ? (a3 / c0 + -T(1) * a2 * c1) / (a4 + T(1)) : (T(1) + a6) / a7 - c3;
        const T a11 = T(-1) * a9;
        const T a12 = T(-1) * a10;
        const bool is13 = absolute(a11) < T(0.1);
        const T a14 = is13 ? a11 : T(0);
        const T a15 = is13 ? a12 : T(0);
        const T a16 = T(1) + a14 / T(12);
        const T a17 = a14 / T(11);
        const T a18 = T(1) + a17 * a16;
        const T a19 = a14 / T(10);
        const T a20 = a15 / T(10) * a18 + a19 * (a15 / T(11) * a16 + a17 * (a15 / T(12)));
        const T a21 = T(1) + a19 * a18;
        const T a22 = a14 / T(9);
        const T a23 = T(1) + a22 * a21;
        const T a24 = a14 / T(8);
        const T a25 = T(1) + a24 * a23;
        const T a26 = a14 / T(7);
        const T a27 = a26 * (a15 / T(8) * a23 + a24 * (a15 / T(9) * a21 + a22 * a20));
        const T a28 = T(1) + a26 * a25;
        const T a29 = a14 / T(6);
        const T a30 = T(1) + a29 * a28;
        const T a31 = a14 / T(5);
        const T a32 = a15 / T(5) * a30 + a31 * (a15 / T(6) * a28 + a29 * (a15 / T(7) * a25 + a27));
        const T a33 = T(1) + a31 * a30;
        const T a34 = a14 / T(4);
        const T a35 = T(1) + a34 * a33;
        const T a36 = a14 / T(3);
        const T a37 = T(1) + a36 * a35;
        const T a38 = a14 / T(2);
        const T a39 = a38 * (a15 / T(3) * a35 + a36 * (a15 / T(4) * a33 + a34 * a32));
        const T a40 = T(1) + a38 * a37;
        const T a41 = exponential_less_one(is13 ? T(1) : a11);
        const T a42 = is13 ? T(1) : T(-1);
        const T a43 = is13 ? a9 * a40 : a41 / a42;
        const T a44 = is13 ? a10 * a40 + a9 * (a15 / T(2) * a37 + a39) : (is13 ? T(0) : a12) * (a41 + T(1)) / a42;
        const T a45 = x < T(0) ? T(-1) : T(1);
        learnt[0][i] = a45 * (c4 * a43 + c5 * a44);
        learnt[1][i] = a45 * (c6 * a43);
      }
    }
  }
};

// spikefuse.surrogate.fast_sigmoid.PowerLawGrad()
struct PowerLawGrad {
  static constexpr char name[] = "PowerLawGrad";
  static constexpr int parameters = 3;  // exponent, scale, height
  static constexpr int constants = 8;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T exponent = parameters[0][i];
      const T scale = parameters[1][i];
      const T height = parameters[2][i];
      constants[0][i] = Out(scale);
      constants[1][i] = Out(logarithm(scale));
      constants[2][i] = Out(-exponent);
      constants[3][i] = Out(height);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    const Form each_c2(constants[2]);
    const Form each_c3(constants[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T c2 = each_c2[i];
      const T c3 = each_c3[i];
      const T x = xs[i];
      const T a0 = absolute(x);
      const T a1 = a0 < c0 ? logarithm_of_one_plus(minimum(a0, c0) / c0) : logarithm(c0 + maximum(a0, c0)) - c1;
      slopes[i] = c3 * exponential(c2 * a1);
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T exponent = parameters[0][i];
        const T scale = parameters[1][i];
        const T height = parameters[2][i];
        constants[0][i] = Out(scale);
        constants[1][i] = Out(logarithm(scale));
        constants[2][i] = Out(T(1) - exponent);
        constants[3][i] = Out(height * scale);
        constants[4][i] = Out(T(1) / power<2>(scale));
        constants[5][i] = Out(T(1) / scale);
        constants[6][i] = Out(height * T(1));
        constants[7][i] = Out(T(1) * scale);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T exponent = parameters[0][i];
        const T scale = parameters[1][i];
        const T height = parameters[2][i];
        constants[0][i] = Out(scale);
        constants[1][i] = Out(logarithm(scale));
        constants[2][i] = Out(T(1) - exponent);
        constants[3][i] = Out(height * scale);
        constants[4][i] = Out(T(1) / power<2>(scale));
        constants[5][i] = Out(T(1) / scale);
        constants[6][i] = Out(height * T(1));
        constants[7][i] = Out(T(1) * scale);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      const Form each_c5(constants[5]);
      const Form each_c6(constants[6]);
      const Form each_c7(constants[7]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T c5 = each_c5[i];
        const T c6 = each_c6[i];
        const T c7 = each_c7[i];
        const T x = xs[i];
        const T a0 = minimum(T(3.4028234663852886e+38), maximum(T(-3.4028234663852886e+38), x));
        const T a1 = a0 * (a0 < T(0) ? T(-1) : T(1));
        const T a2 = minimum(a1, c0);
        const T a3 = a2 / c0;
        const T a4 = maximum(a1, c0);
        const T a5 = c0 + a4;
        const bool is6 = a1 < c0;
        const T a7 = is6 ? logarithm_of_one_plus(a3) : logarithm(a5) - c1;
        const T a8 = -T(1);
        const T a9 = c2 * a7;
        const T a10 = a8 * a7;
        const bool is11 = absolute(a9) < T(0.10000000149011612);
        const T a12 = is11 ? a9 : T(0);
        const T a13 = is11 ? a10 : T(0);
        const T a14 = T(1) + a12 / T(12);
        const T a15 = a12 / T(11);
        const T a16 = T(1) + a15 * a14;
        const T a17 = a12 / T(10);
        const T a18 = a13 / T(10) * a16 + a17 * (a13 / T(11) * a14 + a15 * (a13 / T(12)));
        const T a19 = T(1) + a17 * a16;
        const T a20 = a12 / T(9);
        const T a21 = T(1) + a20 * a19;
        const T a22 = a12 / T(8);
        const T a23 = T(1) + a22 * a21;
        const T a24 = a12 / T(7);
        const T a25 = a24 * (a13 / T(8) * a21 + a22 * (a13 / T(9) * a19 + a20 * a18));
        const T a26 = T(1) + a24 * a23;
        const T a27 = a12 / T(6);
        const T a28 = T(1) + a27 * a26;
        const T a29 = a12 / T(5);
        const T a30 = a13 / T(5) * a28 + a29 * (a13 / T(6) * a26 + a27 * (a13 / T(7) * a23 + a25));
        const T a31 = T(1) + a29 * a28;
        const T a32 = a12 / T(4);
        const T a33 = T(1) + a32 * a31;
        const T a34 = a12 / T(3);
        const T a35 = T(1) + a34 * a33;
        const T a36 = a12 / T(2);
        const T a37 = a36 * (a13 / T(3) * a33 + a34 * (a13 / T(4) * a31 + a32 * a30));
        const T a38 = T(1) + a36 * a35;
        const T a39 = exponential_less_one(is11 ? T(1) : a9);
        const T a40 = a39 + T(1);
        const T a41 = is11 ? T(1) : c2;
        const T a42 = (is11 ? T(0) : a10) * a40 / a41 + -(is11 ? T(0) : a8) * a39 * (T(1) / power<2>(a41));
        const T a43 = is11 ? a7 * a38 : a39 / a41;
        const T a44 = x < T(0) ? T(-1) : T(1);
        const T a45 = T(1) * ((c0 == a2 ? T(1) : T(0)) / (a1 == a2 ? T(2) : T(1)));
        const T a46 = T(1) * ((c0 == a4 ? T(1) : T(0)) / (a1 == a4 ? T(2) : T(1)));
        const T a47 = is6 ? (a45 / c0 + a8 * a2 * c4) / (a3 + T(1)) : (T(1) + a46) / a5 - c5;
        const T a48 = c2 * a47;
        const T a49 = is11 ? a48 : T(0);
        const T a50 = a49 / T(10) * a16 + a17 * (a49 / T(11) * a14 + a15 * (a49 / T(12)));
        const T a51 = a24 * (a49 / T(8) * a21 + a22 * (a49 / T(9) * a19 + a20 * a50));
        const T a52 = a49 / T(5) * a28 + a29 * (a49 / T(6) * a26 + a27 * (a49 / T(7) * a23 + a51));
        const T a53 = a36 * (a49 / T(3) * a33 + a34 * (a49 / T(4) * a31 + a32 * a52));
        const T a54 = is11 ? a47 * a38 + a7 * (a49 / T(2) * a35 + a53) : (is11 ? T(0) : a48) * a40 / a41;
        learnt[0][i] = a44 * (c3 * (is11 ? a7 * (a13 / T(2) * a35 + a37) : a42));
        learnt[1][i] = a44 * (c6 * a43 + c3 * a54);
        learnt[2][i] = a44 * (c7 * a43);
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      const Form each_c5(constants[5]);
      const Form each_c6(constants[6]);
      const Form each_c7(constants[7]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T c5 = each_c5[i];
        const T c6 = each_c6[i];
        const T c7 = each_c7[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.7976931348623157e+308), maximum(T(-1.7976931348623157e+308), x));
        const T a1 = a0 * (a0 < T(0) ? T(-1) : T(1));
        const T a2 = minimum(a1, c0);
        const T a3 = a2 / c0;
        const T a4 = maximum(a1, c0);
        const T a5 = c0 + a4;
        const bool is6 = a1 < c0;
        const T a7 = is6 ? logarithm_of_one_plus(a3) : logarithm(a5) - c1;
        const T a8 = -T(1);
        const T a9 = c2 * a7;
        const T a10 = a8 * a7;
        const bool is11 = absolute(a9) < T(0.1);
        const T a12 = is11 ? a9 : T(0);
        const T a13 = is11 ? a10 : T(0);
        const T a14 = T(1) + a12 / T(12);
        const T a15 = a12 / T(11);
        const T a16 = T(1) + a15 * a14;
        const T a17 = a12 / T(10);
        const T a18 = a13 / T(10) * a16 + a17 * (a13 / T(11) * a14 + a15 * (a13 / T(12)));
        const T a19 = T(1) + a17 * a16;
        const T a20 = a12 / T(9);
        const T a21 = T(1) + a20 * a19;
        const T a22 = a12 / T(8);
        const T a23 = T(1) + a22 * a21;
        const T a24 = a12 / T(7);
        const T a25 = a24 * (a13 / T(8) * a21 + a22 * (a13 / T(9) * a19 + a20 * a18));
        const T a26 = T(1) + a24 * a23;
        const T a27 = a12 / T(6);
        const T a28 = T(1) + a27 * a26;
        const T a29 = a12 / T(5);
        const T a30 = a13 / T(5) * a28 + a29 * (a13 / T(6) * a26 + a27 * (a13 / T(7) * a23 + a25));
        const T a31 = T(1) + a29 * a28;
        const T a32 = a12 / T(4);
        const T a33 = T(1) + a32 * a31;
        const T a34 = a12 / T(3);
        const T a35 = T(1) + a34 * a33;
        const T a36 = a12 / T(2);
        const T a37 = a36 * (a13 / T(3) * a33 + a34 * (a13 / T(4) * a31 + a32 * a30));
        const T a38 = T(1) + a36 * a35;
        const T a39 = exponential_less_one(is11 ? T(1) : a9);
        const T a40 = a39 + T(1);
        const T a41 = is11 ? T(1) : c2;
        const T a42 = (is11 ? T(0) : a10) * a40 / a41 + -(is11 ? T(0) : a8) * a39 * (T(1) / power<2>(a41));
        const T a43 = is11 ? a7 * a38 : a39 / a41;
        const T a44 = x < T(0) ? T(-1) : T(1);
        const T a45 = T(1) * ((c0 == a2 ? T(1) : T(0)) / (a1 == a2 ? T(2) : T(1)));
        const T a46 = T(1) * ((c0 == a4 ? T(1) : T(0)) / (a1 == a4 ? T(2) : T(1)));
        const T a47 = is6 ? (a45 / c0 + a8 * a2 * c4) / (a3 + T(1)) : (T(1) + a46) / a5 - c5;
        const T a48 = c2 * a47;
        const T a49 = is11 ? a48 : T(0);
        const T a50 = a49 / T(10) * a16 + a17 * (a49 / T(11) * a14 + a15 * (a49 / T(12)));
        const T a51 = a24 * (a49 / T(8) * a21 + a22 * (a49 / T(9) * a19 + a20 * a50));
        const T a52 = a49 / T(5) * a28 + a29 * (a49 / T(6) * a26 + a27 * (a49 / T(7) * a23 + a51));
        const T a53 = a36 * (a49 / T(3) * a33 + a34 * (a49 / T(4) * a31 + a32 * a52));
        const T a54 = is11 ? a47 * a38 + a7 * (a49 / T(2) * a35 + a53) : (is11 ? T(0) : a48) * a40 / a41;
        learnt[0][i] = a44 * (c3 * (is11 ? a7 * (a13 / T(2) * a35 + a37) : a42));
        learnt[1][i] = a44 * (c6 * a43 + c3 * a54);
        learnt[2][i] = a44 * (c7 * a43);
      }
    }
  }
};

// spikefuse.surrogate.peaked.QPseudoSpike(alpha=1.0)
struct QPseudoSpikeAlpha1 {
  static constexpr char name[] = "QPseudoSpikeAlpha1";
  static constexpr int parameters = 0;
  static constexpr int constants = 0;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T x = xs[i];
      slopes[i] = T(1) * (T(1) / power<1>(T(1) + absolute(x)));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
  }
};

// spikefuse.surrogate.peaked.QPseudoSpike(alpha=2.0)
struct QPseudoSpikeAlpha2 {
  static constexpr char name[] = "QPseudoSpikeAlpha2";
  static constexpr int parameters = 0;
  static constexpr int constants = 0;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T x = xs[i];
      slopes[i] = T(2.25) * (T(1) / power<2>(T(1.5) + absolute(x)));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
  }
};

// spikefuse.surrogate.peaked.QPseudoSpike(alpha=3.0)
struct QPseudoSpikeAlpha3 {
  static constexpr char name[] = "QPseudoSpikeAlpha3";
  static constexpr int parameters = 0;
  static constexpr int constants = 0;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T x = xs[i];
      slopes[i] = T(8) * (T(1) / power<3>(T(2) + absolute(x)));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
  }
};

// spikefuse.surrogate.peaked.QPseudoSpike(alpha=4.0)
struct QPseudoSpikeAlpha4 {
  static constexpr char name[] = "QPseudoSpikeAlpha4";
  static constexpr int parameters = 0;
  static constexpr int constants = 0;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T x = xs[i];
      slopes[i] = T(39.0625) * (T(1) / power<4>(T(2.5) + absolute(x)));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
  }
};

// spikefuse.surrogate.peaked.QPseudoSpike()
struct QPseudoSpike {
  static constexpr char name[] = "QPseudoSpike";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 5;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      const T a0 = T(0.5) * (alpha + T(1));
      constants[0][i] = Out(a0);
      constants[1][i] = Out(logarithm(a0));
      constants[2][i] = Out(-alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    const Form each_c2(constants[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T c2 = each_c2[i];
      const T x = xs[i];
      const T a0 = absolute(x);
      const T a1 = a0 < c0 ? logarithm_of_one_plus(minimum(a0, c0) / c0) : logarithm(c0 + maximum(a0, c0)) - c1;
      slopes[i] = exponential(c2 * a1);
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        const T a0 = T(0.5) * (alpha + T(1));
        constants[0][i] = Out(a0);
        constants[1][i] = Out(T(1) / power<2>(a0));
        constants[2][i] = Out(logarithm(a0));
        constants[3][i] = Out(T(0.5) * T(1) / a0);
        constants[4][i] = Out(T(1) - alpha);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        const T a0 = T(0.5) * (alpha + T(1));
        constants[0][i] = Out(a0);
        constants[1][i] = Out(T(1) / power<2>(a0));
        constants[2][i] = Out(logarithm(a0));
        constants[3][i] = Out(T(0.5) * T(1) / a0);
        constants[4][i] = Out(T(1) - alpha);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T x = xs[i];
        const T a0 = T(0.5) * T(1);
        const T a1 = minimum(T(3.4028234663852886e+38), maximum(T(-3.4028234663852886e+38), x));
        const T a2 = a1 * (a1 < T(0) ? T(-1) : T(1));
        const T a3 = minimum(a2, c0);
        const T a4 = a3 / c0;
        const T a5 = a0 * ((c0 == a3 ? T(1) : T(0)) / (a2 == a3 ? T(2) : T(1))) / c0;
        const T a6 = maximum(a2, c0);
        const T a7 = c0 + a6;
        const T a8 = a0 + a0 * ((c0 == a6 ? T(1) : T(0)) / (a2 == a6 ? T(2) : T(1)));
        const bool is9 = a2 < c0;
        const T a10 = is9 ? logarithm_of_one_plus(a4) : logarithm(a7) - c2;
        const T a11 = is9 ? (a5 + -a0 * a3 * c1) / (a4 + T(1)) : a8 / a7 - c3;
        const T a12 = -T(1);
        const T a13 = c4 * a10;
        const T a14 = a12 * a10 + c4 * a11;
        const bool is15 = absolute(a13) < T(0.10000000149011612);
        const T a16 = is15 ? a13 : T(0);
        const T a17 = is15 ? a14 : T(0);
        const T a18 = T(1) + a16 / T(12);
        const T a19 = a16 / T(11);
        const T a20 = T(1) + a19 * a18;
        const T a21 = a16 / T(10);
        const T a22 = a17 / T(10) * a20 + a21 * (a17 / T(11) * a18 + a19 * (a17 / T(12)));
        const T a23 = T(1) + a21 * a20;
        const T a24 = a16 / T(9);
        const T a25 = T(1) + a24 * a23;
        const T a26 = a16 / T(8);
        const T a27 = T(1) + a26 * a25;
        const T a28 = a16 / T(7);
        const T a29 = a28 * (a17 / T(8) * a25 + a26 * (a17 / T(9) * a23 + a24 * a22));
        const T a30 = T(1) + a28 * a27;
        const T a31 = a16 / T(6);
        const T a32 = T(1) + a31 * a30;
        const T a33 = a16 / T(5);
        const T a34 = a17 / T(5) * a32 + a33 * (a17 / T(6) * a30 + a31 * (a17 / T(7) * a27 + a29));
        const T a35 = T(1) + a33 * a32;
        const T a36 = a16 / T(4);
        const T a37 = T(1) + a36 * a35;
        const T a38 = a16 / T(3);
        const T a39 = T(1) + a38 * a37;
        const T a40 = a16 / T(2);
        const T a41 = a40 * (a17 / T(3) * a37 + a38 * (a17 / T(4) * a35 + a36 * a34));
        const T a42 = T(1) + a40 * a39;
        const T a43 = exponential_less_one(is15 ? T(1) : a13);
        const T a44 = is15 ? T(1) : c4;
        const T a45 = (is15 ? T(0) : a14) * (a43 + T(1)) / a44 + -(is15 ? T(0) : a12) * a43 * (T(1) / power<2>(a44));
        const T a46 = c0 * (is15 ? a11 * a42 + a10 * (a17 / T(2) * a39 + a41) : a45);
        const T a47 = (x < T(0) ? T(-1) : T(1)) * (a0 * (is15 ? a10 * a42 : a43 / a44) + a46);
        learnt[0][i] = a47;
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T x = xs[i];
        const T a0 = T(0.5) * T(1);
        const T a1 = minimum(T(1.7976931348623157e+308), maximum(T(-1.7976931348623157e+308), x));
        const T a2 = a1 * (a1 < T(0) ? T(-1) : T(1));
        const T a3 = minimum(a2, c0);
        const T a4 = a3 / c0;
        const T a5 = a0 * ((c0 == a3 ? T(1) : T(0)) / (a2 == a3 ? T(2) : T(1))) / c0;
        const T a6 = maximum(a2, c0);
        const T a7 = c0 + a6;
        const T a8 = a0 + a0 * ((c0 == a6 ? T(1) : T(0)) / (a2 == a6 ? T(2) : T(1)));
        const bool is9 = a2 < c0;
        const T a10 = is9 ? logarithm_of_one_plus(a4) : logarithm(a7) - c2;
        const T a11 = is9 ? (a5 + -a0 * a3 * c1) / (a4 + T(1)) : a8 / a7 - c3;
        const T a12 = -T(1);
        const T a13 = c4 * a10;
        const T a14 = a12 * a10 + c4 * a11;
        const bool is15 = absolute(a13) < T(0.1);
        const T a16 = is15 ? a13 : T(0);
        const T a17 = is15 ? a14 : T(0);
        const T a18 = T(1) + a16 / T(12);
        const T a19 = a16 / T(11);
        const T a20 = T(1) + a19 * a18;
        const T a21 = a16 / T(10);
        const T a22 = a17 / T(10) * a20 + a21 * (a17 / T(11) * a18 + a19 * (a17 / T(12)));
        const T a23 = T(1) + a21 * a20;
        const T a24 = a16 / T(9);
        const T a25 = T(1) + a24 * a23;
        const T a26 = a16 / T(8);
        const T a27 = T(1) + a26 * a25;
        const T a28 = a16 / T(7);
        const T a29 = a28 * (a17 / T(8) * a25 + a26 * (a17 / T(9) * a23 + a24 * a22));
        const T a30 = T(1) + a28 * a27;
        const T a31 = a16 / T(6);
        const T a32 = T(1) + a31 * a30;
        const T a33 = a16 / T(5);
        const T a34 = a17 / T(5) * a32 + a33 * (a17 / T(6) * a30 + a31 * (a17 / T(7) * a27 + a29));
        const T a35 = T(1) + a33 * a32;
        const T a36 = a16 / T(4);
        const T a37 = T(1) + a36 * a35;
        const T a38 = a16 / T(3);
        const T a39 = T(1) + a38 * a37;
        const T a40 = a16 / T(2);
        const T a41 = a40 * (a17 / T(3) * a37 + a38 * (a17 / T(4) * a35 + a36 * a34));
        const T a42 = T(1) + a40 * a39;
        const T a43 = exponential_less_one(is15 ? T(1) : a13);
        const T a44 = is15 ? T(1) : c4;
        const T a45 = (is15 ? T(0) : a14) * (a43 + T(1)) / a44 + -(is15 ? T(0) : a12) * a43 * (T(1) / power<2>(a44));
        const T a46 = c0 * (is15 ? a11 * a42 + a10 * (a17 / T(2) * a39 + a41) : a45);
        const T a47 = (x < T(0) ? T(-1) : T(1)) * (a0 * (is15 ? a10 * a42 : a43 / a44) + a46);
        learnt[0][i] = a47;
      }
    }
  }
};

// spikefuse.surrogate.piecewise.ReluGrad()
struct ReluGrad {
  static constexpr char name[] = "ReluGrad";
  static constexpr int parameters = 2;  // alpha, width
  static constexpr int constants = 3;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      const T width = parameters[1][i];
      constants[0][i] = Out(width);
      constants[1][i] = Out(alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T x = xs[i];
      const T a0 = absolute(x);
      slopes[i] = a0 < c0 ? c1 * (c0 - a0) : T(0);
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      const T width = parameters[1][i];
      constants[0][i] = Out(-width);
      constants[1][i] = Out(width);
      constants[2][i] = Out(alpha);
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    const Form each_c2(constants[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T c2 = each_c2[i];
      const T x = xs[i];
      const T a0 = maximum(c0, x);
      const T a1 = minimum(c1, a0);
      const T a2 = T(0.5) * a1;
      const T a3 = absolute(a1);
      const T a4 = -T(1) * ((c0 == a0 ? T(1) : T(0)) / (x == a0 ? T(2) : T(1)));
      const bool is5 = c1 == a1;
      const bool is6 = a0 == a1;
      const T a7 = T(1) * ((is5 ? T(1) : T(0)) / (is6 ? T(2) : T(1))) + a4 * ((is6 ? T(1) : T(0)) / (is5 ? T(2) : T(1)));
      const T a8 = T(1) * a1 + c1 * a7 - (T(0.5) * a7 * a3 + a2 * (a1 >= T(0) ? a7 : -a7));
      learnt[0][i] = T(1) * (c1 * a1 - a2 * a3);
      learnt[1][i] = c2 * a8;
    }
  }
};

// spikefuse.surrogate.rectified.S2NN()
struct S2NN {
  static constexpr char name[] = "S2NN";
  static constexpr int parameters = 3;  // alpha, beta, epsilon
  static constexpr int constants = 3;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      const T beta = parameters[1][i];
      constants[0][i] = Out(alpha);
      constants[1][i] = Out(beta);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T x = xs[i];
      const T a0 = exponential(-absolute(c0 * minimum(x, T(0))));
      const T a1 = T(1) + a0;
      const bool is2 = x < T(0);
      const T a3 = is2 ? c0 * (a0 / (a1 * a1)) : c1 / ((is2 ? T(0) : x) + T(1));
      slopes[i] = a3;
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        const T beta = parameters[1][i];
        const T epsilon = parameters[2][i];
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(epsilon);
        constants[2][i] = Out(beta);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        const T beta = parameters[1][i];
        const T epsilon = parameters[2][i];
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(epsilon);
        constants[2][i] = Out(beta);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T x = xs[i];
        const T a0 = minimum(T(0), maximum(T(-4294967231.9999986), x));
        const T a1 = exponential(-absolute(c0 * a0));
        const T a2 = T(1) + a1;
        const bool is3 = x < T(0);
        const T a4 = (is3 ? T(0) : x) + T(1) + c1;
        learnt[0][i] = is3 ? T(1) * a0 * (a1 / (a2 * a2)) : T(0);
        learnt[1][i] = is3 ? T(0) : T(1) * logarithm(a4);
        learnt[2][i] = is3 ? T(0) : c2 * (T(1) / a4);
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T x = xs[i];
        const T a0 = minimum(T(0), maximum(T(-1.157920892373162e+77), x));
        const T a1 = exponential(-absolute(c0 * a0));
        const T a2 = T(1) + a1;
        const bool is3 = x < T(0);
        const T a4 = (is3 ? T(0) : x) + T(1) + c1;
        learnt[0][i] = is3 ? T(1) * a0 * (a1 / (a2 * a2)) : T(0);
        learnt[1][i] = is3 ? T(0) : T(1) * logarithm(a4);
        learnt[2][i] = is3 ? T(0) : c2 * (T(1) / a4);
      }
    }
  }
};

// spikefuse.surrogate.sigmoidal.Sigmoid()
struct Sigmoid {
  static constexpr char name[] = "Sigmoid";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 1;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T x = xs[i];
      const T a0 = exponential(-absolute(c0 * x));
      const T a1 = T(1) + a0;
      slopes[i] = c0 * (a0 / (a1 * a1));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = exponential(-absolute(c0 * a0));
        const T a2 = T(1) + a1;
        learnt[0][i] = T(1) * a0 * (a1 / (a2 * a2));
      }
    } else {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = exponential(-absolute(c0 * a0));
        const T a2 = T(1) + a1;
        learnt[0][i] = T(1) * a0 * (a1 / (a2 * a2));
      }
    }
  }
};

// spikefuse.surrogate.peaked.SlayerGrad()
struct SlayerGrad {
  static constexpr char name[] = "SlayerGrad";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 3;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(-alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T x = xs[i];
      slopes[i] = exponential(c0 * absolute(x));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(-alpha);
        constants[1][i] = Out(alpha);
        constants[2][i] = Out(T(1) / power<2>(alpha));
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(-alpha);
        constants[1][i] = Out(alpha);
        constants[2][i] = Out(T(1) / power<2>(alpha));
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = -T(1);
        const T a2 = a0 < T(0) ? T(-1) : T(1);
        const T a3 = a0 * a2;
        const T a4 = exponential_less_one(c0 * a3);
        learnt[0][i] = a2 * (-(a1 * a3 * (a4 + T(1))) / c1 + a1 * -a4 * c2);
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = -T(1);
        const T a2 = a0 < T(0) ? T(-1) : T(1);
        const T a3 = a0 * a2;
        const T a4 = exponential_less_one(c0 * a3);
        learnt[0][i] = a2 * (-(a1 * a3 * (a4 + T(1))) / c1 + a1 * -a4 * c2);
      }
    }
  }
};

// spikefuse.surrogate.sigmoidal.SoftSign()
struct SoftSign {
  static constexpr char name[] = "SoftSign";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(alpha);
      constants[1][i] = Out(T(0.5) * alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T x = xs[i];
      slopes[i] = c1 * (T(1) / power<2>(T(1) + c0 * absolute(x)));
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = a0 < T(0) ? T(-1) : T(1);
        const T a2 = a0 * a1;
        const T a3 = c0 * a2;
        const T a4 = T(1) * a2;
        const bool is5 = a3 > T(1);
        const T a6 = is5 ? a3 : T(1);
        const T a7 = is5 ? T(0) : a3;
        const T a8 = is5 ? T(0) : a4;
        const T a9 = -(-(is5 ? a4 : T(0)) * T(1) * (T(1) / power<2>(a6))) * T(1) * (T(1) / power<2>(T(1) + T(1) / a6));
        const T a10 = T(1) + a7;
        const T a11 = T(0.5) * a1 * (is5 ? a9 : a8 / a10 + -a8 * a7 * (T(1) / power<2>(a10)));
        learnt[0][i] = a11;
      }
    } else {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = a0 < T(0) ? T(-1) : T(1);
        const T a2 = a0 * a1;
        const T a3 = c0 * a2;
        const T a4 = T(1) * a2;
        const bool is5 = a3 > T(1);
        const T a6 = is5 ? a3 : T(1);
        const T a7 = is5 ? T(0) : a3;
        const T a8 = is5 ? T(0) : a4;
        const T a9 = -(-(is5 ? a4 : T(0)) * T(1) * (T(1) / power<2>(a6))) * T(1) * (T(1) / power<2>(T(1) + T(1) / a6));
        const T a10 = T(1) + a7;
        const T a11 = T(0.5) * a1 * (is5 ? a9 : a8 / a10 + -a8 * a7 * (T(1) / power<2>(a10)));
        learnt[0][i] = a11;
      }
    }
  }
};

// spikefuse.surrogate.fast_sigmoid.SparseFastSigmoid()
struct SparseFastSigmoid {
  static constexpr char name[] = "SparseFastSigmoid";
  static constexpr int parameters = 2;  // alpha, bound
  static constexpr int constants = 7;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      const T bound = parameters[1][i];
      constants[0][i] = Out(bound);
      constants[1][i] = Out(alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    const Form each_c1(constants[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T c1 = each_c1[i];
      const T x = xs[i];
      slopes[i] = x > c0 ? T(1) / power<2>(T(1) + c1 * absolute(x)) : T(0);
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        const T bound = parameters[1][i];
        const T a0 = -T(1);
        const T a1 = T(1) / power<2>(alpha);
        const T a2 = maximum(bound, T(0));
        const T a3 = a2 < T(0) ? T(-1) : T(1);
        const T a4 = a2 * a3;
        const T a5 = alpha * a4;
        const T a6 = T(1) * a4;
        const bool is7 = a5 > T(1);
        const T a8 = is7 ? a5 : T(1);
        const T a9 = T(1) / power<2>(a8);
        const T a10 = is7 ? T(0) : a5;
        const T a11 = is7 ? T(0) : a6;
        const T a12 = T(1) + T(1) / a8;
        const T a13 = T(1) / power<2>(a12);
        const T a14 = T(1) + a10;
        const T a15 = T(1) / power<2>(a14);
        const T a16 = is7 ? -(-(is7 ? a6 : T(0)) * T(1) * a9) * T(1) * a13 : a11 / a14 + -a11 * a10 * a15;
        const T a17 = a3 * a16 / alpha + a0 * (a3 * (is7 ? T(1) / a12 : a10 / a14)) * a1;
        const T a18 = minimum(bound, T(0));
        const T a19 = a18 < T(0) ? T(-1) : T(1);
        const T a20 = a18 * a19;
        const T a21 = alpha * a20;
        const T a22 = T(1) * a20;
        const bool is23 = a21 > T(1);
        const T a24 = is23 ? a21 : T(1);
        const T a25 = T(1) / power<2>(a24);
        const T a26 = is23 ? T(0) : a21;
        const T a27 = is23 ? T(0) : a22;
        const T a28 = T(1) + T(1) / a24;
        const T a29 = T(1) / power<2>(a28);
        const T a30 = T(1) + a26;
        const T a31 = T(1) / power<2>(a30);
        const T a32 = is23 ? -(-(is23 ? a22 : T(0)) * T(1) * a25) * T(1) * a29 : a27 / a30 + -a27 * a26 * a31;
        const T a33 = a19 * a32 / alpha + a0 * (a19 * (is23 ? T(1) / a28 : a26 / a30)) * a1;
        const T a34 = T(1) * ((bound == a2 ? T(1) : T(0)) / (T(0) == a2 ? T(2) : T(1)));
        const T a35 = alpha * (a34 * a3);
        const T a36 = is7 ? T(0) : a35;
        const T a37 = is7 ? -(-(is7 ? a35 : T(0)) * T(1) * a9) * T(1) * a13 : a36 / a14 + -a36 * a10 * a15;
        const T a38 = T(1) * ((bound == a18 ? T(1) : T(0)) / (T(0) == a18 ? T(2) : T(1)));
        const T a39 = alpha * (a38 * a19);
        const T a40 = is23 ? T(0) : a39;
        const T a41 = is23 ? -(-(is23 ? a39 : T(0)) * T(1) * a25) * T(1) * a29 : a40 / a30 + -a40 * a26 * a31;
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(a1);
        constants[2][i] = Out(a17);
        constants[3][i] = Out(bound);
        constants[4][i] = Out(a33);
        constants[5][i] = Out(a19 * a41 / alpha);
        constants[6][i] = Out(-(a3 * a37 / alpha));
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        const T bound = parameters[1][i];
        const T a0 = -T(1);
        const T a1 = T(1) / power<2>(alpha);
        const T a2 = maximum(bound, T(0));
        const T a3 = a2 < T(0) ? T(-1) : T(1);
        const T a4 = a2 * a3;
        const T a5 = alpha * a4;
        const T a6 = T(1) * a4;
        const bool is7 = a5 > T(1);
        const T a8 = is7 ? a5 : T(1);
        const T a9 = T(1) / power<2>(a8);
        const T a10 = is7 ? T(0) : a5;
        const T a11 = is7 ? T(0) : a6;
        const T a12 = T(1) + T(1) / a8;
        const T a13 = T(1) / power<2>(a12);
        const T a14 = T(1) + a10;
        const T a15 = T(1) / power<2>(a14);
        const T a16 = is7 ? -(-(is7 ? a6 : T(0)) * T(1) * a9) * T(1) * a13 : a11 / a14 + -a11 * a10 * a15;
        const T a17 = a3 * a16 / alpha + a0 * (a3 * (is7 ? T(1) / a12 : a10 / a14)) * a1;
        const T a18 = minimum(bound, T(0));
        const T a19 = a18 < T(0) ? T(-1) : T(1);
        const T a20 = a18 * a19;
        const T a21 = alpha * a20;
        const T a22 = T(1) * a20;
        const bool is23 = a21 > T(1);
        const T a24 = is23 ? a21 : T(1);
        const T a25 = T(1) / power<2>(a24);
        const T a26 = is23 ? T(0) : a21;
        const T a27 = is23 ? T(0) : a22;
        const T a28 = T(1) + T(1) / a24;
        const T a29 = T(1) / power<2>(a28);
        const T a30 = T(1) + a26;
        const T a31 = T(1) / power<2>(a30);
        const T a32 = is23 ? -(-(is23 ? a22 : T(0)) * T(1) * a25) * T(1) * a29 : a27 / a30 + -a27 * a26 * a31;
        const T a33 = a19 * a32 / alpha + a0 * (a19 * (is23 ? T(1) / a28 : a26 / a30)) * a1;
        const T a34 = T(1) * ((bound == a2 ? T(1) : T(0)) / (T(0) == a2 ? T(2) : T(1)));
        const T a35 = alpha * (a34 * a3);
        const T a36 = is7 ? T(0) : a35;
        const T a37 = is7 ? -(-(is7 ? a35 : T(0)) * T(1) * a9) * T(1) * a13 : a36 / a14 + -a36 * a10 * a15;
        const T a38 = T(1) * ((bound == a18 ? T(1) : T(0)) / (T(0) == a18 ? T(2) : T(1)));
        const T a39 = alpha * (a38 * a19);
        const T a40 = is23 ? T(0) : a39;
        const T a41 = is23 ? -(-(is23 ? a39 : T(0)) * T(1) * a25) * T(1) * a29 : a40 / a30 + -a40 * a26 * a31;
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(a1);
        constants[2][i] = Out(a17);
        constants[3][i] = Out(bound);
        constants[4][i] = Out(a33);
        constants[5][i] = Out(a19 * a41 / alpha);
        constants[6][i] = Out(-(a3 * a37 / alpha));
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      const Form each_c5(constants[5]);
      const Form each_c6(constants[6]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T c5 = each_c5[i];
        const T c6 = each_c6[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = a0 < T(0) ? T(-1) : T(1);
        const T a2 = a0 * a1;
        const T a3 = c0 * a2;
        const T a4 = T(1) * a2;
        const bool is5 = a3 > T(1);
        const T a6 = is5 ? a3 : T(1);
        const T a7 = is5 ? T(0) : a3;
        const T a8 = is5 ? T(0) : a4;
        const T a9 = T(1) + T(1) / a6;
        const T a10 = -(-(is5 ? a4 : T(0)) * T(1) * (T(1) / power<2>(a6))) * T(1) * (T(1) / power<2>(a9));
        const T a11 = T(1) + a7;
        const T a12 = a1 * (is5 ? a10 : a8 / a11 + -a8 * a7 * (T(1) / power<2>(a11)));
        const T a13 = a12 / c0 + -T(1) * (a1 * (is5 ? T(1) / a9 : a7 / a11)) * c1 - c2;
        const bool is14 = a0 > c3;
        learnt[0][i] = is14 ? a13 : c4;
        learnt[1][i] = is14 ? c6 : c5;
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      const Form each_c2(constants[2]);
      const Form each_c3(constants[3]);
      const Form each_c4(constants[4]);
      const Form each_c5(constants[5]);
      const Form each_c6(constants[6]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T c2 = each_c2[i];
        const T c3 = each_c3[i];
        const T c4 = each_c4[i];
        const T c5 = each_c5[i];
        const T c6 = each_c6[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = a0 < T(0) ? T(-1) : T(1);
        const T a2 = a0 * a1;
        const T a3 = c0 * a2;
        const T a4 = T(1) * a2;
        const bool is5 = a3 > T(1);
        const T a6 = is5 ? a3 : T(1);
        const T a7 = is5 ? T(0) : a3;
        const T a8 = is5 ? T(0) : a4;
        const T a9 = T(1) + T(1) / a6;
        const T a10 = -(-(is5 ? a4 : T(0)) * T(1) * (T(1) / power<2>(a6))) * T(1) * (T(1) / power<2>(a9));
        const T a11 = T(1) + a7;
        const T a12 = a1 * (is5 ? a10 : a8 / a11 + -a8 * a7 * (T(1) / power<2>(a11)));
        const T a13 = a12 / c0 + -T(1) * (a1 * (is5 ? T(1) / a9 : a7 / a11)) * c1 - c2;
        const bool is14 = a0 > c3;
        learnt[0][i] = is14 ? a13 : c4;
        learnt[1][i] = is14 ? c6 : c5;
      }
    }
  }
};

// spikefuse.surrogate.periodic.SquarewaveFourierSeries(n=1)
struct SquarewaveFourierSeriesN1 {
  static constexpr char name[] = "SquarewaveFourierSeriesN1";
  static constexpr int parameters = 1;  // t_period
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
        constants[1][i] = Out(T(4) / t_period);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
        constants[1][i] = Out(T(4) / t_period);
      }
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 == infinity<T>();
        const T a2 = (is1 ? T(0) : x) / (a0 > T(4294967296.0) ? c0 : c0);
        const T a3 = T(6.2831854820251465) * (T(0.25) - absolute(a2 - round_down(a2 + T(0.5))));
        const T a4 = a3 * a3;
        const T a5 = a4 * T(0.00909090880304575) * (T(1) - a4 * T(0.006410256493836641) * T(1));
        const T a6 = a4 * T(0.02380952425301075) * (T(1) - a4 * T(0.013888888992369175) * (T(1) - a5));
        const T a7 = a4 * T(0.1666666716337204) * (T(1) - a4 * T(0.05000000074505806) * (T(1) - a6));
        slopes[i] = is1 ? T(0) : c1 * (a3 * (T(1) - a7));
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 == infinity<T>();
        const T a2 = (is1 ? T(0) : x) / (a0 > T(1.157920892373162e+77) ? c0 : c0);
        const T a3 = T(6.283185307179586) * (T(0.25) - absolute(a2 - round_down(a2 + T(0.5))));
        const T a4 = a3 * a3;
        const T a5 = a4 * T(0.0029239766081871343) * (T(1) - a4 * T(0.002380952380952381) * T(1));
        const T a6 = a4 * T(0.004761904761904762) * (T(1) - a4 * T(0.003676470588235294) * (T(1) - a5));
        const T a7 = a4 * T(0.00909090909090909) * (T(1) - a4 * T(0.00641025641025641) * (T(1) - a6));
        const T a8 = a4 * T(0.023809523809523808) * (T(1) - a4 * T(0.013888888888888888) * (T(1) - a7));
        const T a9 = a4 * T(0.16666666666666666) * (T(1) - a4 * T(0.05) * (T(1) - a8));
        slopes[i] = is1 ? T(0) : c1 * (a3 * (T(1) - a9));
      }
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 > T(4294967296.0);
        const T a2 = is1 ? c0 : c0;
        const T a3 = a0 == infinity<T>() ? T(0) : x;
        const T a4 = a3 / a2;
        const T a5 = T(6.2831854820251465) * (-(is1 ? T(0) : T(1)) * a3 * (T(1) / power<2>(a2)));
        const T a6 = T(6.2831854820251465) * (T(0.25) - absolute(a4 - round_down(a4 + T(0.5))));
        const T a7 = a6 * a6;
        const T a8 = a7 * T(0.00909090880304575) * (T(1) - a7 * T(0.006410256493836641) * T(1));
        const T a9 = a7 * T(0.02380952425301075) * (T(1) - a7 * T(0.013888888992369175) * (T(1) - a8));
        const T a10 = a7 * T(0.1666666716337204) * (T(1) - a7 * T(0.05000000074505806) * (T(1) - a9));
        learnt[0][i] = T(0.6366197466850281) * (a5 * (a6 * (T(1) - a10)) / T(1));
      }
    } else {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 > T(1.157920892373162e+77);
        const T a2 = is1 ? c0 : c0;
        const T a3 = a0 == infinity<T>() ? T(0) : x;
        const T a4 = a3 / a2;
        const T a5 = T(6.283185307179586) * (-(is1 ? T(0) : T(1)) * a3 * (T(1) / power<2>(a2)));
        const T a6 = T(6.283185307179586) * (T(0.25) - absolute(a4 - round_down(a4 + T(0.5))));
        const T a7 = a6 * a6;
        const T a8 = a7 * T(0.0029239766081871343) * (T(1) - a7 * T(0.002380952380952381) * T(1));
        const T a9 = a7 * T(0.004761904761904762) * (T(1) - a7 * T(0.003676470588235294) * (T(1) - a8));
        const T a10 = a7 * T(0.00909090909090909) * (T(1) - a7 * T(0.00641025641025641) * (T(1) - a9));
        const T a11 = a7 * T(0.023809523809523808) * (T(1) - a7 * T(0.013888888888888888) * (T(1) - a10));
        const T a12 = a7 * T(0.16666666666666666) * (T(1) - a7 * T(0.05) * (T(1) - a11));
        learnt[0][i] = T(0.6366197723675814) * (a5 * (a6 * (T(1) - a12)) / T(1));
      }
    }
  }
};

// spikefuse.surrogate.periodic.SquarewaveFourierSeries(n=2)
struct SquarewaveFourierSeriesN2 {
  static constexpr char name[] = "SquarewaveFourierSeriesN2";
  static constexpr int parameters = 1;  // t_period
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
        constants[1][i] = Out(T(4) / t_period);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
        constants[1][i] = Out(T(4) / t_period);
      }
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 == infinity<T>();
        const T a2 = (is1 ? T(0) : x) / (a0 > T(4294967296.0) ? c0 : c0);
        const T a3 = a2 - round_down(a2 + T(0.5));
        const T a4 = absolute(a3);
        const T a5 = T(6.2831854820251465) * (a4 > T(0.25) ? T(0.5) * sign(a3) - a3 : a3);
        const T a6 = a5 * a5;
        const T a7 = a6 * T(0.00909090880304575) * (T(1) - a6 * T(0.006410256493836641) * T(1));
        const T a8 = a6 * T(0.02380952425301075) * (T(1) - a6 * T(0.013888888992369175) * (T(1) - a7));
        const T a9 = a6 * T(0.1666666716337204) * (T(1) - a6 * T(0.05000000074505806) * (T(1) - a8));
        const T a10 = a5 * (T(1) - a9);
        const T a11 = T(6.2831854820251465) * (T(0.25) - a4);
        const T a12 = a11 * a11;
        const T a13 = a12 * T(0.00909090880304575) * (T(1) - a12 * T(0.006410256493836641) * T(1));
        const T a14 = a12 * T(0.02380952425301075) * (T(1) - a12 * T(0.013888888992369175) * (T(1) - a13));
        const T a15 = a12 * T(0.1666666716337204) * (T(1) - a12 * T(0.05000000074505806) * (T(1) - a14));
        const T a16 = a11 * (T(1) - a15);
        const T a17 = is1 ? T(0) : c1 * (a16 + ((T(2) - T(4) * a10 * a10) * a16 - a16));
        slopes[i] = a17;
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 == infinity<T>();
        const T a2 = (is1 ? T(0) : x) / (a0 > T(1.157920892373162e+77) ? c0 : c0);
        const T a3 = a2 - round_down(a2 + T(0.5));
        const T a4 = absolute(a3);
        const T a5 = T(6.283185307179586) * (a4 > T(0.25) ? T(0.5) * sign(a3) - a3 : a3);
        const T a6 = a5 * a5;
        const T a7 = a6 * T(0.0029239766081871343) * (T(1) - a6 * T(0.002380952380952381) * T(1));
        const T a8 = a6 * T(0.004761904761904762) * (T(1) - a6 * T(0.003676470588235294) * (T(1) - a7));
        const T a9 = a6 * T(0.00909090909090909) * (T(1) - a6 * T(0.00641025641025641) * (T(1) - a8));
        const T a10 = a6 * T(0.023809523809523808) * (T(1) - a6 * T(0.013888888888888888) * (T(1) - a9));
        const T a11 = a6 * T(0.16666666666666666) * (T(1) - a6 * T(0.05) * (T(1) - a10));
        const T a12 = a5 * (T(1) - a11);
        const T a13 = T(6.283185307179586) * (T(0.25) - a4);
        const T a14 = a13 * a13;
        const T a15 = a14 * T(0.0029239766081871343) * (T(1) - a14 * T(0.002380952380952381) * T(1));
        const T a16 = a14 * T(0.004761904761904762) * (T(1) - a14 * T(0.003676470588235294) * (T(1) - a15));
        const T a17 = a14 * T(0.00909090909090909) * (T(1) - a14 * T(0.00641025641025641) * (T(1) - a16));
        const T a18 = a14 * T(0.023809523809523808) * (T(1) - a14 * T(0.013888888888888888) * (T(1) - a17));
        const T a19 = a14 * T(0.16666666666666666) * (T(1) - a14 * T(0.05) * (T(1) - a18));
        const T a20 = a13 * (T(1) - a19);
        const T a21 = is1 ? T(0) : c1 * (a20 + ((T(2) - T(4) * a12 * a12) * a20 - a20));
        slopes[i] = a21;
      }
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 > T(4294967296.0);
        const T a2 = is1 ? c0 : c0;
        const T a3 = a0 == infinity<T>() ? T(0) : x;
        const T a4 = a3 / a2;
        const T a5 = a4 - round_down(a4 + T(0.5));
        const T a6 = absolute(a5);
        const T a7 = T(6.2831854820251465) * (a6 > T(0.25) ? T(0.5) * sign(a5) - a5 : a5);
        const T a8 = a7 * a7;
        const T a9 = a8 * T(0.00909090880304575) * (T(1) - a8 * T(0.006410256493836641) * T(1));
        const T a10 = a8 * T(0.02380952425301075) * (T(1) - a8 * T(0.013888888992369175) * (T(1) - a9));
        const T a11 = a8 * T(0.1666666716337204) * (T(1) - a8 * T(0.05000000074505806) * (T(1) - a10));
        const T a12 = a7 * (T(1) - a11);
        const T a13 = T(6.2831854820251465) * (-(is1 ? T(0) : T(1)) * a3 * (T(1) / power<2>(a2)));
        const T a14 = T(6.2831854820251465) * (T(0.25) - a6);
        const T a15 = a14 * a14;
        const T a16 = a15 * T(0.00909090880304575) * (T(1) - a15 * T(0.006410256493836641) * T(1));
        const T a17 = a15 * T(0.02380952425301075) * (T(1) - a15 * T(0.013888888992369175) * (T(1) - a16));
        const T a18 = a15 * T(0.1666666716337204) * (T(1) - a15 * T(0.05000000074505806) * (T(1) - a17));
        const T a19 = a13 * (a14 * (T(1) - a18));
        const T a20 = T(4) * a12;
        const T a21 = -(T(4) * a19 * a12 + a20 * a19) * a12 + (T(2) - a20 * a12) * a19;
        learnt[0][i] = T(0.6366197466850281) * (a19 / T(1) + (a21 - -a19) / T(3));
      }
    } else {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 > T(1.157920892373162e+77);
        const T a2 = is1 ? c0 : c0;
        const T a3 = a0 == infinity<T>() ? T(0) : x;
        const T a4 = a3 / a2;
        const T a5 = a4 - round_down(a4 + T(0.5));
        const T a6 = absolute(a5);
        const T a7 = T(6.283185307179586) * (a6 > T(0.25) ? T(0.5) * sign(a5) - a5 : a5);
        const T a8 = a7 * a7;
        const T a9 = a8 * T(0.0029239766081871343) * (T(1) - a8 * T(0.002380952380952381) * T(1));
        const T a10 = a8 * T(0.004761904761904762) * (T(1) - a8 * T(0.003676470588235294) * (T(1) - a9));
        const T a11 = a8 * T(0.00909090909090909) * (T(1) - a8 * T(0.00641025641025641) * (T(1) - a10));
        const T a12 = a8 * T(0.023809523809523808) * (T(1) - a8 * T(0.013888888888888888) * (T(1) - a11));
        const T a13 = a8 * T(0.16666666666666666) * (T(1) - a8 * T(0.05) * (T(1) - a12));
        const T a14 = a7 * (T(1) - a13);
        const T a15 = T(6.283185307179586) * (-(is1 ? T(0) : T(1)) * a3 * (T(1) / power<2>(a2)));
        const T a16 = T(6.283185307179586) * (T(0.25) - a6);
        const T a17 = a16 * a16;
        const T a18 = a17 * T(0.0029239766081871343) * (T(1) - a17 * T(0.002380952380952381) * T(1));
        const T a19 = a17 * T(0.004761904761904762) * (T(1) - a17 * T(0.003676470588235294) * (T(1) - a18));
        const T a20 = a17 * T(0.00909090909090909) * (T(1) - a17 * T(0.00641025641025641) * (T(1) - a19));
        const T a21 = a17 * T(0.023809523809523808) * (T(1) - a17 * T(0.013888888888888888) * (T(1) - a20));
        const T a22 = a17 * T(0.16666666666666666) * (T(1) - a17 * T(0.05) * (T(1) - a21));
        const T a23 = a15 * (a16 * (T(1) - a22));
        const T a24 = T(4) * a14;
        const T a25 = -(T(4) * a23 * a14 + a24 * a23) * a14 + (T(2) - a24 * a14) * a23;
        learnt[0][i] = T(0.6366197723675814) * (a23 / T(1) + (a25 - -a23) / T(3));
      }
    }
  }
};

// spikefuse.surrogate.periodic.SquarewaveFourierSeries(n=3)
struct SquarewaveFourierSeriesN3 {
  static constexpr char name[] = "SquarewaveFourierSeriesN3";
  static constexpr int parameters = 1;  // t_period
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
        constants[1][i] = Out(T(4) / t_period);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
        constants[1][i] = Out(T(4) / t_period);
      }
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 == infinity<T>();
        const T a2 = (is1 ? T(0) : x) / (a0 > T(4294967296.0) ? c0 : c0);
        const T a3 = a2 - round_down(a2 + T(0.5));
        const T a4 = absolute(a3);
        const T a5 = T(6.2831854820251465) * (a4 > T(0.25) ? T(0.5) * sign(a3) - a3 : a3);
        const T a6 = a5 * a5;
        const T a7 = a6 * T(0.00909090880304575) * (T(1) - a6 * T(0.006410256493836641) * T(1));
        const T a8 = a6 * T(0.02380952425301075) * (T(1) - a6 * T(0.013888888992369175) * (T(1) - a7));
        const T a9 = a6 * T(0.1666666716337204) * (T(1) - a6 * T(0.05000000074505806) * (T(1) - a8));
        const T a10 = a5 * (T(1) - a9);
        const T a11 = T(6.2831854820251465) * (T(0.25) - a4);
        const T a12 = a11 * a11;
        const T a13 = a12 * T(0.00909090880304575) * (T(1) - a12 * T(0.006410256493836641) * T(1));
        const T a14 = a12 * T(0.02380952425301075) * (T(1) - a12 * T(0.013888888992369175) * (T(1) - a13));
        const T a15 = a12 * T(0.1666666716337204) * (T(1) - a12 * T(0.05000000074505806) * (T(1) - a14));
        const T a16 = a11 * (T(1) - a15);
        const T a17 = T(2) - T(4) * a10 * a10;
        const T a18 = a17 * a16 - a16;
        slopes[i] = is1 ? T(0) : c1 * (a16 + a18 + (a17 * a18 - a16));
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 == infinity<T>();
        const T a2 = (is1 ? T(0) : x) / (a0 > T(1.157920892373162e+77) ? c0 : c0);
        const T a3 = a2 - round_down(a2 + T(0.5));
        const T a4 = absolute(a3);
        const T a5 = T(6.283185307179586) * (a4 > T(0.25) ? T(0.5) * sign(a3) - a3 : a3);
        const T a6 = a5 * a5;
        const T a7 = a6 * T(0.0029239766081871343) * (T(1) - a6 * T(0.002380952380952381) * T(1));
        const T a8 = a6 * T(0.004761904761904762) * (T(1) - a6 * T(0.003676470588235294) * (T(1) - a7));
        const T a9 = a6 * T(0.00909090909090909) * (T(1) - a6 * T(0.00641025641025641) * (T(1) - a8));
        const T a10 = a6 * T(0.023809523809523808) * (T(1) - a6 * T(0.013888888888888888) * (T(1) - a9));
        const T a11 = a6 * T(0.16666666666666666) * (T(1) - a6 * T(0.05) * (T(1) - a10));
        const T a12 = a5 * (T(1) - a11);
        const T a13 = T(6.283185307179586) * (T(0.25) - a4);
        const T a14 = a13 * a13;
        const T a15 = a14 * T(0.0029239766081871343) * (T(1) - a14 * T(0.002380952380952381) * T(1));
        const T a16 = a14 * T(0.004761904761904762) * (T(1) - a14 * T(0.003676470588235294) * (T(1) - a15));
        const T a17 = a14 * T(0.00909090909090909) * (T(1) - a14 * T(0.00641025641025641) * (T(1) - a16));
        const T a18 = a14 * T(0.023809523809523808) * (T(1) - a14 * T(0.013888888888888888) * (T(1) - a17));
        const T a19 = a14 * T(0.16666666666666666) * (T(1) - a14 * T(0.05) * (T(1) - a18));
        const T a20 = a13 * (T(1) - a19);
        const T a21 = T(2) - T(4) * a12 * a12;
        const T a22 = a21 * a20 - a20;
        slopes[i] = is1 ? T(0) : c1 * (a20 + a22 + (a21 * a22 - a20));
      }
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 > T(4294967296.0);
        const T a2 = is1 ? c0 : c0;
        const T a3 = a0 == infinity<T>() ? T(0) : x;
        const T a4 = a3 / a2;
        const T a5 = a4 - round_down(a4 + T(0.5));
        const T a6 = absolute(a5);
        const T a7 = T(6.2831854820251465) * (a6 > T(0.25) ? T(0.5) * sign(a5) - a5 : a5);
        const T a8 = a7 * a7;
        const T a9 = a8 * T(0.00909090880304575) * (T(1) - a8 * T(0.006410256493836641) * T(1));
        const T a10 = a8 * T(0.02380952425301075) * (T(1) - a8 * T(0.013888888992369175) * (T(1) - a9));
        const T a11 = a8 * T(0.1666666716337204) * (T(1) - a8 * T(0.05000000074505806) * (T(1) - a10));
        const T a12 = a7 * (T(1) - a11);
        const T a13 = T(6.2831854820251465) * (-(is1 ? T(0) : T(1)) * a3 * (T(1) / power<2>(a2)));
        const T a14 = T(6.2831854820251465) * (T(0.25) - a6);
        const T a15 = a14 * a14;
        const T a16 = a15 * T(0.00909090880304575) * (T(1) - a15 * T(0.006410256493836641) * T(1));
        const T a17 = a15 * T(0.02380952425301075) * (T(1) - a15 * T(0.013888888992369175) * (T(1) - a16));
        const T a18 = a15 * T(0.1666666716337204) * (T(1) - a15 * T(0.05000000074505806) * (T(1) - a17));
        const T a19 = a13 * (a14 * (T(1) - a18));
        const T a20 = T(4) * a12;
        const T a21 = T(2) - a20 * a12;
        const T a22 = -(T(4) * a19 * a12 + a20 * a19);
        const T a23 = a22 * a12 + a21 * a19 - -a19;
        const T a24 = a19 / T(1) + a23 / T(3) + (a22 * (a21 * a12 - -a12) + a21 * a23 - a19) / T(5);
        learnt[0][i] = T(0.6366197466850281) * a24;
      }
    } else {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 > T(1.157920892373162e+77);
        const T a2 = is1 ? c0 : c0;
        const T a3 = a0 == infinity<T>() ? T(0) : x;
        const T a4 = a3 / a2;
        const T a5 = a4 - round_down(a4 + T(0.5));
        const T a6 = absolute(a5);
        const T a7 = T(6.283185307179586) * (a6 > T(0.25) ? T(0.5) * sign(a5) - a5 : a5);
        const T a8 = a7 * a7;
        const T a9 = a8 * T(0.0029239766081871343) * (T(1) - a8 * T(0.002380952380952381) * T(1));
        const T a10 = a8 * T(0.004761904761904762) * (T(1) - a8 * T(0.003676470588235294) * (T(1) - a9));
        const T a11 = a8 * T(0.00909090909090909) * (T(1) - a8 * T(0.00641025641025641) * (T(1) - a10));
        const T a12 = a8 * T(0.023809523809523808) * (T(1) - a8 * T(0.013888888888888888) * (T(1) - a11));
        const T a13 = a8 * T(0.16666666666666666) * (T(1) - a8 * T(0.05) * (T(1) - a12));
        const T a14 = a7 * (T(1) - a13);
        const T a15 = T(6.283185307179586) * (-(is1 ? T(0) : T(1)) * a3 * (T(1) / power<2>(a2)));
        const T a16 = T(6.283185307179586) * (T(0.25) - a6);
        const T a17 = a16 * a16;
        const T a18 = a17 * T(0.0029239766081871343) * (T(1) - a17 * T(0.002380952380952381) * T(1));
        const T a19 = a17 * T(0.004761904761904762) * (T(1) - a17 * T(0.003676470588235294) * (T(1) - a18));
        const T a20 = a17 * T(0.00909090909090909) * (T(1) - a17 * T(0.00641025641025641) * (T(1) - a19));
        const T a21 = a17 * T(0.023809523809523808) * (T(1) - a17 * T(0.013888888888888888) * (T(1) - a20));
        const T a22 = a17 * T(0.16666666666666666) * (T(1) - a17 * T(0.05) * (T(1) - a21));
        const T a23 = a15 * (a16 * (T(1) - a22));
        const T a24 = T(4) * a14;
        const T a25 = T(2) - a24 * a14;
        const T a26 = -(T(4) * a23 * a14 + a24 * a23);
        const T a27 = a26 * a14 + a25 * a23 - -a23;
        const T a28 = a23 / T(1) + a27 / T(3) + (a26 * (a25 * a14 - -a14) + a25 * a27 - a23) / T(5);
        learnt[0][i] = T(0.6366197723675814) * a28;
      }
    }
  }
};

// spikefuse.surrogate.periodic.SquarewaveFourierSeries(n=4)
struct SquarewaveFourierSeriesN4 {
  static constexpr char name[] = "SquarewaveFourierSeriesN4";
  static constexpr int parameters = 1;  // t_period
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
        constants[1][i] = Out(T(4) / t_period);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
        constants[1][i] = Out(T(4) / t_period);
      }
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 == infinity<T>();
        const T a2 = (is1 ? T(0) : x) / (a0 > T(4294967296.0) ? c0 : c0);
        const T a3 = a2 - round_down(a2 + T(0.5));
        const T a4 = absolute(a3);
        const T a5 = T(6.2831854820251465) * (a4 > T(0.25) ? T(0.5) * sign(a3) - a3 : a3);
        const T a6 = a5 * a5;
        const T a7 = a6 * T(0.00909090880304575) * (T(1) - a6 * T(0.006410256493836641) * T(1));
        const T a8 = a6 * T(0.02380952425301075) * (T(1) - a6 * T(0.013888888992369175) * (T(1) - a7));
        const T a9 = a6 * T(0.1666666716337204) * (T(1) - a6 * T(0.05000000074505806) * (T(1) - a8));
        const T a10 = a5 * (T(1) - a9);
        const T a11 = T(6.2831854820251465) * (T(0.25) - a4);
        const T a12 = a11 * a11;
        const T a13 = a12 * T(0.00909090880304575) * (T(1) - a12 * T(0.006410256493836641) * T(1));
        const T a14 = a12 * T(0.02380952425301075) * (T(1) - a12 * T(0.013888888992369175) * (T(1) - a13));
        const T a15 = a12 * T(0.1666666716337204) * (T(1) - a12 * T(0.05000000074505806) * (T(1) - a14));
        const T a16 = a11 * (T(1) - a15);
        const T a17 = T(2) - T(4) * a10 * a10;
        const T a18 = a17 * a16 - a16;
        const T a19 = a17 * a18 - a16;
        slopes[i] = is1 ? T(0) : c1 * (a16 + a18 + a19 + (a17 * a19 - a18));
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 == infinity<T>();
        const T a2 = (is1 ? T(0) : x) / (a0 > T(1.157920892373162e+77) ? c0 : c0);
        const T a3 = a2 - round_down(a2 + T(0.5));
        const T a4 = absolute(a3);
        const T a5 = T(6.283185307179586) * (a4 > T(0.25) ? T(0.5) * sign(a3) - a3 : a3);
        const T a6 = a5 * a5;
        const T a7 = a6 * T(0.0029239766081871343) * (T(1) - a6 * T(0.002380952380952381) * T(1));
        const T a8 = a6 * T(0.004761904761904762) * (T(1) - a6 * T(0.003676470588235294) * (T(1) - a7));
        const T a9 = a6 * T(0.00909090909090909) * (T(1) - a6 * T(0.00641025641025641) * (T(1) - a8));
        const T a10 = a6 * T(0.023809523809523808) * (T(1) - a6 * T(0.013888888888888888) * (T(1) - a9));
        const T a11 = a6 * T(0.16666666666666666) * (T(1) - a6 * T(0.05) * (T(1) - a10));
        const T a12 = a5 * (T(1) - a11);
        const T a13 = T(6.283185307179586) * (T(0.25) - a4);
        const T a14 = a13 * a13;
        const T a15 = a14 * T(0.0029239766081871343) * (T(1) - a14 * T(0.002380952380952381) * T(1));
        const T a16 = a14 * T(0.004761904761904762) * (T(1) - a14 * T(0.003676470588235294) * (T(1) - a15));
        const T a17 = a14 * T(0.00909090909090909) * (T(1) - a14 * T(0.00641025641025641) * (T(1) - a16));
        const T a18 = a14 * T(0.023809523809523808) * (T(1) - a14 * T(0.013888888888888888) * (T(1) - a17));
        const T a19 = a14 * T(0.16666666666666666) * (T(1) - a14 * T(0.05) * (T(1) - a18));
        const T a20 = a13 * (T(1) - a19);
        const T a21 = T(2) - T(4) * a12 * a12;
        const T a22 = a21 * a20 - a20;
        const T a23 = a21 * a22 - a20;
        slopes[i] = is1 ? T(0) : c1 * (a20 + a22 + a23 + (a21 * a23 - a22));
      }
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T t_period = parameters[0][i];
        constants[0][i] = Out(t_period);
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 > T(4294967296.0);
        const T a2 = is1 ? c0 : c0;
        const T a3 = a0 == infinity<T>() ? T(0) : x;
        const T a4 = a3 / a2;
        const T a5 = a4 - round_down(a4 + T(0.5));
        const T a6 = absolute(a5);
        const T a7 = T(6.2831854820251465) * (a6 > T(0.25) ? T(0.5) * sign(a5) - a5 : a5);
        const T a8 = a7 * a7;
        const T a9 = a8 * T(0.00909090880304575) * (T(1) - a8 * T(0.006410256493836641) * T(1));
        const T a10 = a8 * T(0.02380952425301075) * (T(1) - a8 * T(0.013888888992369175) * (T(1) - a9));
        const T a11 = a8 * T(0.1666666716337204) * (T(1) - a8 * T(0.05000000074505806) * (T(1) - a10));
        const T a12 = a7 * (T(1) - a11);
        const T a13 = T(6.2831854820251465) * (-(is1 ? T(0) : T(1)) * a3 * (T(1) / power<2>(a2)));
        const T a14 = T(6.2831854820251465) * (T(0.25) - a6);
        const T a15 = a14 * a14;
        const T a16 = a15 * T(0.00909090880304575) * (T(1) - a15 * T(0.006410256493836641) * T(1));
        const T a17 = a15 * T(0.02380952425301075) * (T(1) - a15 * T(0.013888888992369175) * (T(1) - a16));
        const T a18 = a15 * T(0.1666666716337204) * (T(1) - a15 * T(0.05000000074505806) * (T(1) - a17));
        const T a19 = a13 * (a14 * (T(1) - a18));
        const T a20 = T(4) * a12;
        const T a21 = T(2) - a20 * a12;
        const T a22 = -(T(4) * a19 * a12 + a20 * a19);
        const T a23 = a21 * a12 - -a12;
        const T a24 = a22 * a12 + a21 * a19 - -a19;
        const T a25 = a22 * a23 + a21 * a24 - a19;
        const T a26 = a19 / T(1) + a24 / T(3) + a25 / T(5) + (a22 * (a21 * a23 - a12) + a21 * a25 - a24) / T(7);
        learnt[0][i] = T(0.6366197466850281) * a26;
      }
    } else {
      const Form each_c0(constants[0]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T x = xs[i];
        const T a0 = absolute(x);
        const bool is1 = a0 > T(1.157920892373162e+77);
        const T a2 = is1 ? c0 : c0;
        const T a3 = a0 == infinity<T>() ? T(0) : x;
        const T a4 = a3 / a2;
        const T a5 = a4 - round_down(a4 + T(0.5));
        const T a6 = absolute(a5);
        const T a7 = T(6.283185307179586) * (a6 > T(0.25) ? T(0.5) * sign(a5) - a5 : a5);
        const T a8 = a7 * a7;
        const T a9 = a8 * T(0.0029239766081871343) * (T(1) - a8 * T(0.002380952380952381) * T(1));
        const T a10 = a8 * T(0.004761904761904762) * (T(1) - a8 * T(0.003676470588235294) * (T(1) - a9));
        const T a11 = a8 * T(0.00909090909090909) * (T(1) - a8 * T(0.00641025641025641) * (T(1) - a10));
        const T a12 = a8 * T(0.023809523809523808) * (T(1) - a8 * T(0.013888888888888888) * (T(1) - a11));
        const T a13 = a8 * T(0.16666666666666666) * (T(1) - a8 * T(0.05) * (T(1) - a12));
        const T a14 = a7 * (T(1) - a13);
        const T a15 = T(6.283185307179586) * (-(is1 ? T(0) : T(1)) * a3 * (T(1) / power<2>(a2)));
        const T a16 = T(6.283185307179586) * (T(0.25) - a6);
        const T a17 = a16 * a16;
        const T a18 = a17 * T(0.0029239766081871343) * (T(1) - a17 * T(0.002380952380952381) * T(1));
        const T a19 = a17 * T(0.004761904761904762) * (T(1) - a17 * T(0.003676470588235294) * (T(1) - a18));
        const T a20 = a17 * T(0.00909090909090909) * (T(1) - a17 * T(0.00641025641025641) * (T(1) - a19));
        const T a21 = a17 * T(0.023809523809523808) * (T(1) - a17 * T(0.013888888888888888) * (T(1) - a20));
        const T a22 = a17 * T(0.16666666666666666) * (T(1) - a17 * T(0.05) * (T(1) - a21));
        const T a23 = a15 * (a16 * (T(1) - a22));
        const T a24 = T(4) * a14;
        const T a25 = T(2) - a24 * a14;
        const T a26 = -(T(4) * a23 * a14 + a24 * a23);
        const T a27 = a25 * a14 - -a14;
        const T a28 = a26 * a14 + a25 * a23 - -a23;
        const T a29 = a26 * a27 + a25 * a28 - a23;
        const T a30 = a23 / T(1) + a28 / T(3) + a29 / T(5) + (a26 * (a25 * a27 - a14) + a25 * a29 - a28) / T(7);
        learnt[0][i] = T(0.6366197723675814) * a30;
      }
    }
  }
};

// spikefuse.surrogate.unit_height.TanhGrad()
struct TanhGrad {
  static constexpr char name[] = "TanhGrad";
  static constexpr int parameters = 1;  // alpha
  static constexpr int constants = 2;

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void slope_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T alpha = parameters[0][i];
      constants[0][i] = Out(alpha);
    }
  }

  template <typename T, typename Form>
  static void slope(const T* xs, const T* const* constants, T* slopes, int count) {
    const Form each_c0(constants[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T c0 = each_c0[i];
      const T x = xs[i];
      const T a0 = exponential(T(-2) * absolute(c0 * x));
      const T a1 = T(1) + a0;
      slopes[i] = T(4) * a0 / (a1 * a1);
    }
  }

  // What comes of the parameters alone, in double precision.
  template <typename Out>
  static void learn_constants(const double* const* parameters, Out* const* constants, int count) {
    using T = double;
    if constexpr (sizeof(Out) == 4) {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(T(1) / power<2>(alpha));
      }
    } else {
      VECTORISE for (int i = 0; i < count; ++i) {
        const T alpha = parameters[0][i];
        constants[0][i] = Out(alpha);
        constants[1][i] = Out(T(1) / power<2>(alpha));
      }
    }
  }

  template <typename T, typename Form>
  static void learn(const T* xs, const T* const* constants, T* const* learnt, int count) {
    if constexpr (sizeof(T) == 4) {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = minimum(T(4294967231.9999986), maximum(T(-4294967231.9999986), x));
        const T a1 = c0 * a0;
        const T a2 = exponential(T(-2) * absolute(a1));
        const T a3 = T(1) + a2;
        const T a4 = T(1) * a0 * (T(4) * a2 / (a3 * a3)) / c0 + -T(1) * hyperbolic_tangent(a1) * c1;
        learnt[0][i] = a4;
      }
    } else {
      const Form each_c0(constants[0]);
      const Form each_c1(constants[1]);
      VECTORISE for (int i = 0; i < count; ++i) {
        const T c0 = each_c0[i];
        const T c1 = each_c1[i];
        const T x = xs[i];
        const T a0 = minimum(T(1.157920892373162e+77), maximum(T(-1.157920892373162e+77), x));
        const T a1 = c0 * a0;
        const T a2 = exponential(T(-2) * absolute(a1));
        const T a3 = T(1) + a2;
        const T a4 = T(1) * a0 * (T(4) * a2 / (a3 * a3)) / c0 + -T(1) * hyperbolic_tangent(a1) * c1;
        learnt[0][i] = a4;
      }
    }
  }
};

#define EACH_SURROGATE(DO) \
  DO(Arctan) \
  DO(Boxcar) \
  DO(CircularDistance) \
  DO(ERF) \
  DO(FakeNumericalGradient) \
  DO(GaussianGrad) \
  DO(InvSquareGrad) \
  DO(LaplaceGrad) \
  DO(LeakyReluSpikeAtZero1) \
  DO(LeakyReluSpikeAtZero0) \
  DO(LogTailedRelu) \
  DO(MultiGaussianGrad) \
  DO(NonzeroSignLog) \
  DO(PiecewiseExp) \
  DO(PiecewiseLeakyRelu) \
  DO(PiecewiseQuadratic) \
  DO(PowerLawGradExponent2) \
  DO(PowerLawGrad) \
  DO(QPseudoSpikeAlpha1) \
  DO(QPseudoSpikeAlpha2) \
  DO(QPseudoSpikeAlpha3) \
  DO(QPseudoSpikeAlpha4) \
  DO(QPseudoSpike) \
  DO(ReluGrad) \
  DO(S2NN) \
  DO(Sigmoid) \
  DO(SlayerGrad) \
  DO(SoftSign) \
  DO(SparseFastSigmoid) \
  DO(SquarewaveFourierSeriesN1) \
  DO(SquarewaveFourierSeriesN2) \
  DO(SquarewaveFourierSeriesN3) \
  DO(SquarewaveFourierSeriesN4) \
  DO(TanhGrad)
