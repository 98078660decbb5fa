// Written by `python -m spikefuse.kernels.native.generate` from the formulas in Python.

// spikefuse.neuron.complementary.CLIF(reset='soft', detach_reset=False)
struct CLIFSoft {
  static constexpr char name[] = "CLIFSoft";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = false;
  static constexpr int parameters = 3;  // threshold, decay, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = decay * state0 + input_gain * current;
      const T a1 = a0 - threshold >= edge ? T(1) : T(0);
      const T a2 = state1 * logistic((T(1) - decay) * a0) + a1;
      row.charged[0][i] = a0;
      row.charged[1][i] = state1;
      row.next[0][i] = a0 - a1 * (threshold + logistic(a2));
      row.next[1][i] = a2;
      row.spike[i] = a1;
    }
  }

  template <typename T, typename Form>
  static void distance(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner0 = row.inner[0][i];
      row.distance[i] = inner0 - threshold;
    }
  }

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = inner1 * logistic((T(1) - decay) * inner0) + a0;
      row.next[0][i] = inner0 - a0 * (threshold + logistic(a1));
      row.next[1][i] = a1;
      row.spike[i] = a0;
    }
  }

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = T(1) - decay;
      const T a2 = logistic(a1 * inner0);
      const T a3 = logistic(inner1 * a2 + a0);
      const T a4 = -to_state0;
      const T a5 = to_state1 + a0 * a4 * (a3 * (T(1) - a3));
      const T a6 = to_state0 + a1 * (inner1 * a5 * (a2 * (T(1) - a2))) + slope * (to_spike + a4 * (threshold + a3) + a5);
      row.to_current[i] = input_gain * a6;
      row.to_state[0][i] = decay * a6;
      row.to_state[1][i] = a5 * a2;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = T(1) - decay;
      const T a2 = logistic(a1 * inner0);
      const T a3 = logistic(inner1 * a2 + a0);
      const T a4 = -to_state0;
      const T a5 = a0 * a4;
      const T a6 = to_state1 + a5 * (a3 * (T(1) - a3));
      const T a7 = to_spike + a4 * (threshold + a3) + a6;
      const T a8 = inner1 * a6 * (a2 * (T(1) - a2));
      const T a9 = slope * a7;
      const T a10 = to_state0 + a1 * a8 + a9;
      row.to_current[i] = input_gain * a10;
      row.through_spike[i] = a7;
      row.to_state[0][i] = decay * a10;
      row.to_state[1][i] = a6 * a2;
      row.sums[0][i] += a5 + -a9 + T(0);
      row.sums[1][i] += -(a8 * inner0) + a10 * state0;
      row.sums[2][i] += T(0) + a10 * current;
    }
  }
};

// spikefuse.neuron.complementary.CLIF(reset='soft', detach_reset=True)
struct CLIFSoftDetached {
  static constexpr char name[] = "CLIFSoftDetached";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = false;
  static constexpr int parameters = 3;  // threshold, decay, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = CLIFSoft::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CLIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = T(1) - decay;
      const T a2 = logistic(a1 * inner0);
      const T a3 = logistic(inner1 * a2 + a0);
      const T a4 = to_state1 + a0 * -to_state0 * (a3 * (T(1) - a3));
      const T a5 = to_state0 + a1 * (inner1 * a4 * (a2 * (T(1) - a2))) + slope * (to_spike + a4);
      row.to_current[i] = input_gain * a5;
      row.to_state[0][i] = decay * a5;
      row.to_state[1][i] = a4 * a2;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = T(1) - decay;
      const T a2 = logistic(a1 * inner0);
      const T a3 = logistic(inner1 * a2 + a0);
      const T a4 = a0 * -to_state0;
      const T a5 = to_state1 + a4 * (a3 * (T(1) - a3));
      const T a6 = to_spike + a5;
      const T a7 = inner1 * a5 * (a2 * (T(1) - a2));
      const T a8 = slope * a6;
      const T a9 = to_state0 + a1 * a7 + a8;
      row.to_current[i] = input_gain * a9;
      row.through_spike[i] = a6;
      row.to_state[0][i] = decay * a9;
      row.to_state[1][i] = a5 * a2;
      row.sums[0][i] += a4 + -a8 + T(0);
      row.sums[1][i] += -(a7 * inner0) + a9 * state0;
      row.sums[2][i] += T(0) + a9 * current;
    }
  }
};

// spikefuse.neuron.exponential.EIF(reset='hard', detach_reset=False)
struct EIFHard {
  static constexpr char name[] = "EIFHard";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = true, exact = false;
  static constexpr int parameters = 7;  // threshold, v_reset, decay, rheobase, sharpness, v_rest, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_rheobase(row.parameters[3]);
    const Form each_sharpness(row.parameters[4]);
    const Form each_v_rest(row.parameters[5]);
    const Form each_input_gain(row.parameters[6]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T rheobase = each_rheobase[i];
      const T sharpness = each_sharpness[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = exponential((minimum(state0, threshold) - rheobase) / sharpness);
      const T a1 = v_rest + decay * (state0 - v_rest) + (T(1) - decay) * (sharpness * a0);
      const T a2 = a1 + input_gain * current;
      const T a3 = a2 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a2;
      row.next[0][i] = (T(1) - a3) * a2 + a3 * v_reset;
      row.spike[i] = a3;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T inner0 = row.inner[0][i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      row.next[0][i] = (T(1) - a0) * inner0 + a0 * v_reset;
      row.spike[i] = a0;
    }
  }

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_rheobase(row.parameters[3]);
    const Form each_sharpness(row.parameters[4]);
    const Form each_input_gain(row.parameters[6]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T rheobase = each_rheobase[i];
      const T sharpness = each_sharpness[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner0 - threshold >= edge ? T(1) : T(0))) * to_state0;
      const T a1 = slope * (to_spike + to_state0 * v_reset + -(to_state0 * inner0));
      const T a2 = a0 + a1;
      const T a3 = minimum(state0, threshold);
      const T a4 = (state0 == a3 ? T(1) : T(0)) / (threshold == a3 ? T(2) : T(1));
      const T a5 = sharpness * ((T(1) - decay) * a2) * exponential((a3 - rheobase) / sharpness);
      row.to_current[i] = input_gain * a2;
      row.to_state[0][i] = decay * a2 + a5 / sharpness * a4;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_rheobase(row.parameters[3]);
    const Form each_sharpness(row.parameters[4]);
    const Form each_v_rest(row.parameters[5]);
    const Form each_input_gain(row.parameters[6]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T rheobase = each_rheobase[i];
      const T sharpness = each_sharpness[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = to_spike + to_state0 * v_reset + -(to_state0 * inner0);
      const T a2 = slope * a1;
      const T a3 = (T(1) - a0) * to_state0 + a2;
      const T a4 = minimum(state0, threshold);
      const bool is5 = state0 == a4;
      const bool is6 = threshold == a4;
      const T a7 = a4 - rheobase;
      const T a8 = exponential(a7 / sharpness);
      const T a9 = (T(1) - decay) * a3;
      const T a10 = decay * a3;
      const T a11 = sharpness * a9 * a8;
      const T a12 = a11 / sharpness;
      const T a13 = T(0) + (a9 * a8 + -(a11 * (T(1) / power<2>(sharpness)) * a7));
      row.to_current[i] = input_gain * a3;
      row.through_spike[i] = a1;
      row.to_state[0][i] = a10 + a12 * ((is5 ? T(1) : T(0)) / (is6 ? T(2) : T(1)));
      row.sums[0][i] += -a2 + a12 * ((is6 ? T(1) : T(0)) / (is5 ? T(2) : T(1)));
      row.sums[1][i] += a0 * to_state0 + T(0);
      row.sums[2][i] += T(0) + (-(a3 * (sharpness * a8)) + a3 * (state0 - v_rest));
      row.sums[3][i] += T(0) + -a12;
      row.sums[4][i] += a13;
      row.sums[5][i] += T(0) + (a3 + -a10);
      row.sums[6][i] += T(0) + a3 * current;
    }
  }
};

// spikefuse.neuron.exponential.EIF(reset='hard', detach_reset=True)
struct EIFHardDetached {
  static constexpr char name[] = "EIFHardDetached";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = true, exact = false;
  static constexpr int parameters = 7;  // threshold, v_reset, decay, rheobase, sharpness, v_rest, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = EIFHard::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[2]);
    const Form each_rheobase(row.parameters[3]);
    const Form each_sharpness(row.parameters[4]);
    const Form each_input_gain(row.parameters[6]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rheobase = each_rheobase[i];
      const T sharpness = each_sharpness[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner0 - threshold >= edge ? T(1) : T(0))) * to_state0;
      const T a1 = a0 + slope * to_spike;
      const T a2 = minimum(state0, threshold);
      const T a3 = (state0 == a2 ? T(1) : T(0)) / (threshold == a2 ? T(2) : T(1));
      const T a4 = sharpness * ((T(1) - decay) * a1) * exponential((a2 - rheobase) / sharpness);
      row.to_current[i] = input_gain * a1;
      row.to_state[0][i] = decay * a1 + a4 / sharpness * a3;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[2]);
    const Form each_rheobase(row.parameters[3]);
    const Form each_sharpness(row.parameters[4]);
    const Form each_v_rest(row.parameters[5]);
    const Form each_input_gain(row.parameters[6]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rheobase = each_rheobase[i];
      const T sharpness = each_sharpness[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = slope * to_spike;
      const T a2 = (T(1) - a0) * to_state0 + a1;
      const T a3 = minimum(state0, threshold);
      const bool is4 = state0 == a3;
      const bool is5 = threshold == a3;
      const T a6 = a3 - rheobase;
      const T a7 = exponential(a6 / sharpness);
      const T a8 = (T(1) - decay) * a2;
      const T a9 = decay * a2;
      const T a10 = sharpness * a8 * a7;
      const T a11 = a10 / sharpness;
      const T a12 = T(0) + (a8 * a7 + -(a10 * (T(1) / power<2>(sharpness)) * a6));
      row.to_current[i] = input_gain * a2;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = a9 + a11 * ((is4 ? T(1) : T(0)) / (is5 ? T(2) : T(1)));
      row.sums[0][i] += -a1 + a11 * ((is5 ? T(1) : T(0)) / (is4 ? T(2) : T(1)));
      row.sums[1][i] += a0 * to_state0 + T(0);
      row.sums[2][i] += T(0) + (-(a2 * (sharpness * a7)) + a2 * (state0 - v_rest));
      row.sums[3][i] += T(0) + -a11;
      row.sums[4][i] += a12;
      row.sums[5][i] += T(0) + (a2 + -a9);
      row.sums[6][i] += T(0) + a2 * current;
    }
  }
};

// spikefuse.neuron.exponential.EIF(reset='soft', detach_reset=False)
struct EIFSoft {
  static constexpr char name[] = "EIFSoft";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = true, exact = false;
  static constexpr int parameters = 6;  // threshold, decay, rheobase, sharpness, v_rest, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_rheobase(row.parameters[2]);
    const Form each_sharpness(row.parameters[3]);
    const Form each_v_rest(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rheobase = each_rheobase[i];
      const T sharpness = each_sharpness[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = exponential((minimum(state0, threshold) - rheobase) / sharpness);
      const T a1 = v_rest + decay * (state0 - v_rest) + (T(1) - decay) * (sharpness * a0);
      const T a2 = a1 + input_gain * current;
      const T a3 = a2 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a2;
      row.next[0][i] = a2 - a3 * threshold;
      row.spike[i] = a3;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner0 = row.inner[0][i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      row.next[0][i] = inner0 - a0 * threshold;
      row.spike[i] = a0;
    }
  }

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_rheobase(row.parameters[2]);
    const Form each_sharpness(row.parameters[3]);
    const Form each_input_gain(row.parameters[5]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rheobase = each_rheobase[i];
      const T sharpness = each_sharpness[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + slope * (to_spike + -to_state0 * threshold);
      const T a1 = minimum(state0, threshold);
      const T a2 = (state0 == a1 ? T(1) : T(0)) / (threshold == a1 ? T(2) : T(1));
      const T a3 = sharpness * ((T(1) - decay) * a0) * exponential((a1 - rheobase) / sharpness);
      row.to_current[i] = input_gain * a0;
      row.to_state[0][i] = decay * a0 + a3 / sharpness * a2;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_rheobase(row.parameters[2]);
    const Form each_sharpness(row.parameters[3]);
    const Form each_v_rest(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rheobase = each_rheobase[i];
      const T sharpness = each_sharpness[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = -to_state0;
      const T a1 = to_spike + a0 * threshold;
      const T a2 = slope * a1;
      const T a3 = to_state0 + a2;
      const T a4 = minimum(state0, threshold);
      const bool is5 = state0 == a4;
      const bool is6 = threshold == a4;
      const T a7 = a4 - rheobase;
      const T a8 = exponential(a7 / sharpness);
      const T a9 = (T(1) - decay) * a3;
      const T a10 = decay * a3;
      const T a11 = sharpness * a9 * a8;
      const T a12 = a11 / sharpness;
      const T a13 = (inner0 - threshold >= edge ? T(1) : T(0)) * a0 + -a2 + a12 * ((is6 ? T(1) : T(0)) / (is5 ? T(2) : T(1)));
      const T a14 = T(0) + (a9 * a8 + -(a11 * (T(1) / power<2>(sharpness)) * a7));
      row.to_current[i] = input_gain * a3;
      row.through_spike[i] = a1;
      row.to_state[0][i] = a10 + a12 * ((is5 ? T(1) : T(0)) / (is6 ? T(2) : T(1)));
      row.sums[0][i] += a13;
      row.sums[1][i] += T(0) + (-(a3 * (sharpness * a8)) + a3 * (state0 - v_rest));
      row.sums[2][i] += T(0) + -a12;
      row.sums[3][i] += a14;
      row.sums[4][i] += T(0) + (a3 + -a10);
      row.sums[5][i] += T(0) + a3 * current;
    }
  }
};

// spikefuse.neuron.exponential.EIF(reset='soft', detach_reset=True)
struct EIFSoftDetached {
  static constexpr char name[] = "EIFSoftDetached";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = true, exact = false;
  static constexpr int parameters = 6;  // threshold, decay, rheobase, sharpness, v_rest, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = EIFSoft::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_rheobase(row.parameters[2]);
    const Form each_sharpness(row.parameters[3]);
    const Form each_input_gain(row.parameters[5]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rheobase = each_rheobase[i];
      const T sharpness = each_sharpness[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + slope * to_spike;
      const T a1 = minimum(state0, threshold);
      const T a2 = (state0 == a1 ? T(1) : T(0)) / (threshold == a1 ? T(2) : T(1));
      const T a3 = sharpness * ((T(1) - decay) * a0) * exponential((a1 - rheobase) / sharpness);
      row.to_current[i] = input_gain * a0;
      row.to_state[0][i] = decay * a0 + a3 / sharpness * a2;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_rheobase(row.parameters[2]);
    const Form each_sharpness(row.parameters[3]);
    const Form each_v_rest(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rheobase = each_rheobase[i];
      const T sharpness = each_sharpness[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state0 + a0;
      const T a2 = (inner0 - threshold >= edge ? T(1) : T(0)) * -to_state0 + -a0;
      const T a3 = minimum(state0, threshold);
      const bool is4 = state0 == a3;
      const bool is5 = threshold == a3;
      const T a6 = a3 - rheobase;
      const T a7 = exponential(a6 / sharpness);
      const T a8 = (T(1) - decay) * a1;
      const T a9 = decay * a1;
      const T a10 = sharpness * a8 * a7;
      const T a11 = a10 / sharpness;
      const T a12 = T(0) + (a8 * a7 + -(a10 * (T(1) / power<2>(sharpness)) * a6));
      row.to_current[i] = input_gain * a1;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = a9 + a11 * ((is4 ? T(1) : T(0)) / (is5 ? T(2) : T(1)));
      row.sums[0][i] += a2 + a11 * ((is5 ? T(1) : T(0)) / (is4 ? T(2) : T(1)));
      row.sums[1][i] += T(0) + (-(a1 * (sharpness * a7)) + a1 * (state0 - v_rest));
      row.sums[2][i] += T(0) + -a11;
      row.sums[3][i] += a12;
      row.sums[4][i] += T(0) + (a1 + -a9);
      row.sums[5][i] += T(0) + a1 * current;
    }
  }
};

// spikefuse.neuron.leaky.IF(reset='soft', detach_reset=False)
struct IFSoft {
  static constexpr char name[] = "IFSoft";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 1;  // threshold

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = state0 + current;
      const T a1 = a0 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a0;
      row.next[0][i] = a0 - a1 * threshold;
      row.spike[i] = a1;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + slope * (to_spike + -to_state0 * threshold);
      row.to_current[i] = a0;
      row.to_state[0][i] = a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T slope = row.slope[i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = -to_state0;
      const T a1 = to_spike + a0 * threshold;
      const T a2 = slope * a1;
      const T a3 = to_state0 + a2;
      const T a4 = (inner0 - threshold >= edge ? T(1) : T(0)) * a0 + -a2 + T(0);
      row.to_current[i] = a3;
      row.through_spike[i] = a1;
      row.to_state[0][i] = a3;
      row.sums[0][i] += a4;
    }
  }
};

// spikefuse.neuron.leaky.IF(reset='soft', detach_reset=True)
struct IFSoftDetached {
  static constexpr char name[] = "IFSoftDetached";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 1;  // threshold

  template <typename T, typename Form>
  static constexpr auto forward = IFSoft::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + slope * to_spike;
      row.to_current[i] = a0;
      row.to_state[0][i] = a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T slope = row.slope[i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state0 + a0;
      const T a2 = (inner0 - threshold >= edge ? T(1) : T(0)) * -to_state0 + -a0;
      row.to_current[i] = a1;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = a1;
      row.sums[0][i] += a2 + T(0);
    }
  }
};

// spikefuse.neuron.leaky.IF(reset='hard', detach_reset=False)
struct IFHard {
  static constexpr char name[] = "IFHard";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 2;  // threshold, v_reset

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = state0 + current;
      const T a1 = a0 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a0;
      row.next[0][i] = (T(1) - a1) * a0 + a1 * v_reset;
      row.spike[i] = a1;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T slope = row.slope[i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner0 - threshold >= edge ? T(1) : T(0))) * to_state0;
      const T a1 = slope * (to_spike + to_state0 * v_reset + -(to_state0 * inner0));
      const T a2 = a0 + a1;
      row.to_current[i] = a2;
      row.to_state[0][i] = a2;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T slope = row.slope[i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = to_spike + to_state0 * v_reset + -(to_state0 * inner0);
      const T a2 = slope * a1;
      const T a3 = (T(1) - a0) * to_state0 + a2;
      row.to_current[i] = a3;
      row.through_spike[i] = a1;
      row.to_state[0][i] = a3;
      row.sums[0][i] += -a2 + T(0);
      row.sums[1][i] += a0 * to_state0 + T(0);
    }
  }
};

// spikefuse.neuron.leaky.IF(reset='hard', detach_reset=True)
struct IFHardDetached {
  static constexpr char name[] = "IFHardDetached";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 2;  // threshold, v_reset

  template <typename T, typename Form>
  static constexpr auto forward = IFHard::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T slope = row.slope[i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner0 - threshold >= edge ? T(1) : T(0))) * to_state0;
      const T a1 = a0 + slope * to_spike;
      row.to_current[i] = a1;
      row.to_state[0][i] = a1;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T slope = row.slope[i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = slope * to_spike;
      const T a2 = (T(1) - a0) * to_state0 + a1;
      row.to_current[i] = a2;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = a2;
      row.sums[0][i] += -a1 + T(0);
      row.sums[1][i] += a0 * to_state0 + T(0);
    }
  }
};

// spikefuse.neuron.leaky.IF(reset='none', detach_reset=False)
struct IFNone {
  static constexpr char name[] = "IFNone";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 1;  // threshold

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = state0 + current;
      row.charged[0][i] = a0;
      row.next[0][i] = a0;
      row.spike[i] = a0 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner0 = row.inner[0][i];
      row.next[0][i] = inner0;
      row.spike[i] = inner0 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto backward = IFSoftDetached::template backward<T, Form>;

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state0 + a0;
      row.to_current[i] = a1;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = a1;
      row.sums[0][i] += -a0 + T(0);
    }
  }
};

// spikefuse.neuron.leaky.IF(reset='none', detach_reset=True)
struct IFNoneDetached {
  static constexpr char name[] = "IFNoneDetached";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 1;  // threshold

  template <typename T, typename Form>
  static constexpr auto forward = IFNone::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = IFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward = IFSoftDetached::template backward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward_to_parameters = IFNone::template backward_to_parameters<T, Form>;
};

// spikefuse.neuron.integer.ILIF(detach_reset=False)
struct ILIF {
  static constexpr char name[] = "ILIF";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = false, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // decay, most, threshold, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[0]);
    const Form each_most(row.parameters[1]);
    const Form each_threshold(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T most = each_most[i];
      const T threshold = each_threshold[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = decay * state0 + input_gain * current;
      const T a1 = minimum(maximum(a0 / threshold, T(0)), most);
      const T a2 = round_down(a1);
      const T a3 = a1 - a2;
      const bool is4 = (a3 == T(0.5)) & (a2 - T(2) * round_down(T(0.5) * a2) == T(1));
      const T a5 = (a3 > T(0.5)) | is4 ? a2 + T(1) : a2;
      row.charged[0][i] = a0;
      row.next[0][i] = a0 - a5 * threshold;
      row.spike[i] = a5;
    }
  }

  template <typename T, typename Form>
  static void distance(const Row<T>& row, int count) {
  }

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_most(row.parameters[1]);
    const Form each_threshold(row.parameters[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T most = each_most[i];
      const T threshold = each_threshold[i];
      const T inner0 = row.inner[0][i];
      const T a0 = minimum(maximum(inner0 / threshold, T(0)), most);
      const T a1 = round_down(a0);
      const T a2 = a0 - a1;
      const bool is3 = (a2 == T(0.5)) & (a1 - T(2) * round_down(T(0.5) * a1) == T(1));
      const T a4 = (a2 > T(0.5)) | is3 ? a1 + T(1) : a1;
      row.next[0][i] = inner0 - a4 * threshold;
      row.spike[i] = a4;
    }
  }

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[0]);
    const Form each_most(row.parameters[1]);
    const Form each_threshold(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T most = each_most[i];
      const T threshold = each_threshold[i];
      const T input_gain = each_input_gain[i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 / threshold;
      const T a1 = (a0 >= T(0)) & (a0 <= most) ? to_spike + -to_state0 * threshold : T(0);
      const T a2 = to_state0 + a1 / threshold;
      row.to_current[i] = input_gain * a2;
      row.to_state[0][i] = decay * a2;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[0]);
    const Form each_most(row.parameters[1]);
    const Form each_threshold(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T most = each_most[i];
      const T threshold = each_threshold[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 / threshold;
      const T a1 = minimum(maximum(a0, T(0)), most);
      const T a2 = round_down(a1);
      const T a3 = a1 - a2;
      const bool is4 = (a3 == T(0.5)) & (a2 - T(2) * round_down(T(0.5) * a2) == T(1));
      const T a5 = -to_state0;
      const T a6 = (a0 >= T(0)) & (a0 <= most) ? to_spike + a5 * threshold : T(0);
      const T a7 = ((a3 > T(0.5)) | is4 ? a2 + T(1) : a2) * a5 + -(a6 * (T(1) / power<2>(threshold)) * inner0);
      const T a8 = to_state0 + a6 / threshold;
      row.to_current[i] = input_gain * a8;
      row.through_spike[i] = T(0);
      row.to_state[0][i] = decay * a8;
      row.sums[0][i] += T(0) + a8 * state0;
      row.sums[1][i] += T(0) + T(0);
      row.sums[2][i] += a7 + T(0);
      row.sums[3][i] += T(0) + a8 * current;
    }
  }
};

// spikefuse.neuron.integer.ILIF(detach_reset=True)
struct ILIFDetached {
  static constexpr char name[] = "ILIFDetached";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = false, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // decay, most, threshold, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = ILIF::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = ILIF::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = ILIF::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[0]);
    const Form each_most(row.parameters[1]);
    const Form each_threshold(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T most = each_most[i];
      const T threshold = each_threshold[i];
      const T input_gain = each_input_gain[i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 / threshold;
      const T a1 = to_state0 + ((a0 >= T(0)) & (a0 <= most) ? to_spike : T(0)) / threshold;
      row.to_current[i] = input_gain * a1;
      row.to_state[0][i] = decay * a1;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[0]);
    const Form each_most(row.parameters[1]);
    const Form each_threshold(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T most = each_most[i];
      const T threshold = each_threshold[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 / threshold;
      const T a1 = minimum(maximum(a0, T(0)), most);
      const T a2 = round_down(a1);
      const T a3 = a1 - a2;
      const bool is4 = (a3 == T(0.5)) & (a2 - T(2) * round_down(T(0.5) * a2) == T(1));
      const T a5 = (a0 >= T(0)) & (a0 <= most) ? to_spike : T(0);
      const T a6 = ((a3 > T(0.5)) | is4 ? a2 + T(1) : a2) * -to_state0 + -(a5 * (T(1) / power<2>(threshold)) * inner0);
      const T a7 = to_state0 + a5 / threshold;
      row.to_current[i] = input_gain * a7;
      row.through_spike[i] = T(0);
      row.to_state[0][i] = decay * a7;
      row.sums[0][i] += T(0) + a7 * state0;
      row.sums[1][i] += T(0) + T(0);
      row.sums[2][i] += a6 + T(0);
      row.sums[3][i] += T(0) + a7 * current;
    }
  }
};

// spikefuse.neuron.leaky.LIF(reset='soft', detach_reset=False)
struct LIFSoft {
  static constexpr char name[] = "LIFSoft";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 3;  // threshold, decay, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = decay * state0 + input_gain * current;
      const T a1 = a0 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a0;
      row.next[0][i] = a0 - a1 * threshold;
      row.spike[i] = a1;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + slope * (to_spike + -to_state0 * threshold);
      row.to_current[i] = input_gain * a0;
      row.to_state[0][i] = decay * a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = -to_state0;
      const T a1 = to_spike + a0 * threshold;
      const T a2 = slope * a1;
      const T a3 = to_state0 + a2;
      const T a4 = (inner0 - threshold >= edge ? T(1) : T(0)) * a0 + -a2 + T(0);
      row.to_current[i] = input_gain * a3;
      row.through_spike[i] = a1;
      row.to_state[0][i] = decay * a3;
      row.sums[0][i] += a4;
      row.sums[1][i] += T(0) + a3 * state0;
      row.sums[2][i] += T(0) + a3 * current;
    }
  }
};

// spikefuse.neuron.leaky.LIF(reset='soft', detach_reset=True)
struct LIFSoftDetached {
  static constexpr char name[] = "LIFSoftDetached";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 3;  // threshold, decay, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = LIFSoft::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + slope * to_spike;
      row.to_current[i] = input_gain * a0;
      row.to_state[0][i] = decay * a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state0 + a0;
      const T a2 = (inner0 - threshold >= edge ? T(1) : T(0)) * -to_state0 + -a0;
      row.to_current[i] = input_gain * a1;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = decay * a1;
      row.sums[0][i] += a2 + T(0);
      row.sums[1][i] += T(0) + a1 * state0;
      row.sums[2][i] += T(0) + a1 * current;
    }
  }
};

// spikefuse.neuron.leaky.LIF(reset='hard', detach_reset=False)
struct LIFHard {
  static constexpr char name[] = "LIFHard";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // threshold, v_reset, decay, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = v_reset + decay * (state0 - v_reset) + input_gain * current;
      const T a1 = a0 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a0;
      row.next[0][i] = (T(1) - a1) * a0 + a1 * v_reset;
      row.spike[i] = a1;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner0 - threshold >= edge ? T(1) : T(0))) * to_state0;
      const T a1 = slope * (to_spike + to_state0 * v_reset + -(to_state0 * inner0));
      const T a2 = a0 + a1;
      row.to_current[i] = input_gain * a2;
      row.to_state[0][i] = decay * a2;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = to_spike + to_state0 * v_reset + -(to_state0 * inner0);
      const T a2 = slope * a1;
      const T a3 = (T(1) - a0) * to_state0 + a2;
      const T a4 = decay * a3;
      row.to_current[i] = input_gain * a3;
      row.through_spike[i] = a1;
      row.to_state[0][i] = a4;
      row.sums[0][i] += -a2 + T(0);
      row.sums[1][i] += a0 * to_state0 + (a3 + -a4);
      row.sums[2][i] += T(0) + a3 * (state0 - v_reset);
      row.sums[3][i] += T(0) + a3 * current;
    }
  }
};

// spikefuse.neuron.leaky.LIF(reset='hard', detach_reset=True)
struct LIFHardDetached {
  static constexpr char name[] = "LIFHardDetached";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // threshold, v_reset, decay, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = LIFHard::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner0 - threshold >= edge ? T(1) : T(0))) * to_state0;
      const T a1 = a0 + slope * to_spike;
      row.to_current[i] = input_gain * a1;
      row.to_state[0][i] = decay * a1;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = slope * to_spike;
      const T a2 = (T(1) - a0) * to_state0 + a1;
      const T a3 = decay * a2;
      row.to_current[i] = input_gain * a2;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = a3;
      row.sums[0][i] += -a1 + T(0);
      row.sums[1][i] += a0 * to_state0 + (a2 + -a3);
      row.sums[2][i] += T(0) + a2 * (state0 - v_reset);
      row.sums[3][i] += T(0) + a2 * current;
    }
  }
};

// spikefuse.neuron.leaky.LIF(reset='none', detach_reset=False)
struct LIFNone {
  static constexpr char name[] = "LIFNone";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 3;  // threshold, decay, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = decay * state0 + input_gain * current;
      row.charged[0][i] = a0;
      row.next[0][i] = a0;
      row.spike[i] = a0 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = IFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward = LIFSoftDetached::template backward<T, Form>;

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[1]);
    const Form each_input_gain(row.parameters[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state0 + a0;
      row.to_current[i] = input_gain * a1;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = decay * a1;
      row.sums[0][i] += -a0 + T(0);
      row.sums[1][i] += T(0) + a1 * state0;
      row.sums[2][i] += T(0) + a1 * current;
    }
  }
};

// spikefuse.neuron.leaky.LIF(reset='none', detach_reset=True)
struct LIFNoneDetached {
  static constexpr char name[] = "LIFNoneDetached";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 3;  // threshold, decay, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = LIFNone::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = IFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward = LIFSoftDetached::template backward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward_to_parameters = LIFNone::template backward_to_parameters<T, Form>;
};

// spikefuse.neuron.quadratic.QIF(reset='hard', detach_reset=False)
struct QIFHard {
  static constexpr char name[] = "QIFHard";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = true, exact = true;
  static constexpr int parameters = 6;  // threshold, v_reset, curvature, v_critical, v_rest, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_curvature(row.parameters[2]);
    const Form each_v_critical(row.parameters[3]);
    const Form each_v_rest(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T curvature = each_curvature[i];
      const T v_critical = each_v_critical[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = minimum(state0, threshold);
      const T a1 = state0 + curvature * (a0 - v_rest) * (a0 - v_critical) + input_gain * current;
      const T a2 = a1 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a1;
      row.next[0][i] = (T(1) - a2) * a1 + a2 * v_reset;
      row.spike[i] = a2;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_curvature(row.parameters[2]);
    const Form each_v_critical(row.parameters[3]);
    const Form each_v_rest(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T curvature = each_curvature[i];
      const T v_critical = each_v_critical[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner0 - threshold >= edge ? T(1) : T(0))) * to_state0;
      const T a1 = slope * (to_spike + to_state0 * v_reset + -(to_state0 * inner0));
      const T a2 = a0 + a1;
      const T a3 = minimum(state0, threshold);
      const T a4 = (state0 == a3 ? T(1) : T(0)) / (threshold == a3 ? T(2) : T(1));
      const T a5 = curvature * (a3 - v_rest) * a2 + curvature * (a2 * (a3 - v_critical));
      row.to_current[i] = input_gain * a2;
      row.to_state[0][i] = a2 + a5 * a4;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_curvature(row.parameters[2]);
    const Form each_v_critical(row.parameters[3]);
    const Form each_v_rest(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T curvature = each_curvature[i];
      const T v_critical = each_v_critical[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = to_spike + to_state0 * v_reset + -(to_state0 * inner0);
      const T a2 = slope * a1;
      const T a3 = (T(1) - a0) * to_state0 + a2;
      const T a4 = minimum(state0, threshold);
      const bool is5 = state0 == a4;
      const bool is6 = threshold == a4;
      const T a7 = a4 - v_rest;
      const T a8 = curvature * a7 * a3;
      const T a9 = a3 * (a4 - v_critical);
      const T a10 = curvature * a9;
      const T a11 = a8 + a10;
      row.to_current[i] = input_gain * a3;
      row.through_spike[i] = a1;
      row.to_state[0][i] = a3 + a11 * ((is5 ? T(1) : T(0)) / (is6 ? T(2) : T(1)));
      row.sums[0][i] += -a2 + a11 * ((is6 ? T(1) : T(0)) / (is5 ? T(2) : T(1)));
      row.sums[1][i] += a0 * to_state0 + T(0);
      row.sums[2][i] += T(0) + a9 * a7;
      row.sums[3][i] += T(0) + -a8;
      row.sums[4][i] += T(0) + -a10;
      row.sums[5][i] += T(0) + a3 * current;
    }
  }
};

// spikefuse.neuron.quadratic.QIF(reset='hard', detach_reset=True)
struct QIFHardDetached {
  static constexpr char name[] = "QIFHardDetached";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = true, exact = true;
  static constexpr int parameters = 6;  // threshold, v_reset, curvature, v_critical, v_rest, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = QIFHard::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_curvature(row.parameters[2]);
    const Form each_v_critical(row.parameters[3]);
    const Form each_v_rest(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T curvature = each_curvature[i];
      const T v_critical = each_v_critical[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner0 - threshold >= edge ? T(1) : T(0))) * to_state0;
      const T a1 = a0 + slope * to_spike;
      const T a2 = minimum(state0, threshold);
      const T a3 = (state0 == a2 ? T(1) : T(0)) / (threshold == a2 ? T(2) : T(1));
      const T a4 = curvature * (a2 - v_rest) * a1 + curvature * (a1 * (a2 - v_critical));
      row.to_current[i] = input_gain * a1;
      row.to_state[0][i] = a1 + a4 * a3;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_curvature(row.parameters[2]);
    const Form each_v_critical(row.parameters[3]);
    const Form each_v_rest(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T curvature = each_curvature[i];
      const T v_critical = each_v_critical[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = slope * to_spike;
      const T a2 = (T(1) - a0) * to_state0 + a1;
      const T a3 = minimum(state0, threshold);
      const bool is4 = state0 == a3;
      const bool is5 = threshold == a3;
      const T a6 = a3 - v_rest;
      const T a7 = curvature * a6 * a2;
      const T a8 = a2 * (a3 - v_critical);
      const T a9 = curvature * a8;
      const T a10 = a7 + a9;
      row.to_current[i] = input_gain * a2;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = a2 + a10 * ((is4 ? T(1) : T(0)) / (is5 ? T(2) : T(1)));
      row.sums[0][i] += -a1 + a10 * ((is5 ? T(1) : T(0)) / (is4 ? T(2) : T(1)));
      row.sums[1][i] += a0 * to_state0 + T(0);
      row.sums[2][i] += T(0) + a8 * a6;
      row.sums[3][i] += T(0) + -a7;
      row.sums[4][i] += T(0) + -a9;
      row.sums[5][i] += T(0) + a2 * current;
    }
  }
};

// spikefuse.neuron.quadratic.QIF(reset='soft', detach_reset=False)
struct QIFSoft {
  static constexpr char name[] = "QIFSoft";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = true, exact = true;
  static constexpr int parameters = 5;  // threshold, curvature, v_critical, v_rest, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_curvature(row.parameters[1]);
    const Form each_v_critical(row.parameters[2]);
    const Form each_v_rest(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T curvature = each_curvature[i];
      const T v_critical = each_v_critical[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = minimum(state0, threshold);
      const T a1 = state0 + curvature * (a0 - v_rest) * (a0 - v_critical) + input_gain * current;
      const T a2 = a1 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a1;
      row.next[0][i] = a1 - a2 * threshold;
      row.spike[i] = a2;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_curvature(row.parameters[1]);
    const Form each_v_critical(row.parameters[2]);
    const Form each_v_rest(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T curvature = each_curvature[i];
      const T v_critical = each_v_critical[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + slope * (to_spike + -to_state0 * threshold);
      const T a1 = minimum(state0, threshold);
      const T a2 = (state0 == a1 ? T(1) : T(0)) / (threshold == a1 ? T(2) : T(1));
      const T a3 = curvature * (a1 - v_rest) * a0 + curvature * (a0 * (a1 - v_critical));
      row.to_current[i] = input_gain * a0;
      row.to_state[0][i] = a0 + a3 * a2;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_curvature(row.parameters[1]);
    const Form each_v_critical(row.parameters[2]);
    const Form each_v_rest(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T curvature = each_curvature[i];
      const T v_critical = each_v_critical[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = -to_state0;
      const T a1 = to_spike + a0 * threshold;
      const T a2 = slope * a1;
      const T a3 = to_state0 + a2;
      const T a4 = minimum(state0, threshold);
      const bool is5 = state0 == a4;
      const bool is6 = threshold == a4;
      const T a7 = a4 - v_rest;
      const T a8 = curvature * a7 * a3;
      const T a9 = a3 * (a4 - v_critical);
      const T a10 = curvature * a9;
      const T a11 = a8 + a10;
      const T a12 = (inner0 - threshold >= edge ? T(1) : T(0)) * a0 + -a2 + a11 * ((is6 ? T(1) : T(0)) / (is5 ? T(2) : T(1)));
      row.to_current[i] = input_gain * a3;
      row.through_spike[i] = a1;
      row.to_state[0][i] = a3 + a11 * ((is5 ? T(1) : T(0)) / (is6 ? T(2) : T(1)));
      row.sums[0][i] += a12;
      row.sums[1][i] += T(0) + a9 * a7;
      row.sums[2][i] += T(0) + -a8;
      row.sums[3][i] += T(0) + -a10;
      row.sums[4][i] += T(0) + a3 * current;
    }
  }
};

// spikefuse.neuron.quadratic.QIF(reset='soft', detach_reset=True)
struct QIFSoftDetached {
  static constexpr char name[] = "QIFSoftDetached";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = true, exact = true;
  static constexpr int parameters = 5;  // threshold, curvature, v_critical, v_rest, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = QIFSoft::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = EIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_curvature(row.parameters[1]);
    const Form each_v_critical(row.parameters[2]);
    const Form each_v_rest(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T curvature = each_curvature[i];
      const T v_critical = each_v_critical[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + slope * to_spike;
      const T a1 = minimum(state0, threshold);
      const T a2 = (state0 == a1 ? T(1) : T(0)) / (threshold == a1 ? T(2) : T(1));
      const T a3 = curvature * (a1 - v_rest) * a0 + curvature * (a0 * (a1 - v_critical));
      row.to_current[i] = input_gain * a0;
      row.to_state[0][i] = a0 + a3 * a2;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_curvature(row.parameters[1]);
    const Form each_v_critical(row.parameters[2]);
    const Form each_v_rest(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T curvature = each_curvature[i];
      const T v_critical = each_v_critical[i];
      const T v_rest = each_v_rest[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state0 + a0;
      const T a2 = (inner0 - threshold >= edge ? T(1) : T(0)) * -to_state0 + -a0;
      const T a3 = minimum(state0, threshold);
      const bool is4 = state0 == a3;
      const bool is5 = threshold == a3;
      const T a6 = a3 - v_rest;
      const T a7 = curvature * a6 * a1;
      const T a8 = a1 * (a3 - v_critical);
      const T a9 = curvature * a8;
      const T a10 = a7 + a9;
      row.to_current[i] = input_gain * a1;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = a1 + a10 * ((is4 ? T(1) : T(0)) / (is5 ? T(2) : T(1)));
      row.sums[0][i] += a2 + a10 * ((is5 ? T(1) : T(0)) / (is4 ? T(2) : T(1)));
      row.sums[1][i] += T(0) + a8 * a6;
      row.sums[2][i] += T(0) + -a7;
      row.sums[3][i] += T(0) + -a9;
      row.sums[4][i] += T(0) + a1 * current;
    }
  }
};

// spikefuse.neuron.adaptive.AdaptiveLIF(reset='soft', detach_reset=False)
struct AdaptiveLIFSoft {
  static constexpr char name[] = "AdaptiveLIFSoft";
  static constexpr int states = 2, inner = 3;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 5;  // threshold, decay, adaptation_decay, adaptation_gain, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_adaptation_decay(row.parameters[2]);
    const Form each_adaptation_gain(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = decay * state0 + input_gain * current;
      const T a1 = a0 - (threshold + state1);
      const T a2 = a1 >= edge ? T(1) : T(0);
      row.charged[0][i] = a0;
      row.charged[1][i] = state1;
      row.charged[2][i] = a1;
      row.next[0][i] = a0 - a2 * threshold;
      row.next[1][i] = adaptation_decay * state1 + adaptation_gain * a2;
      row.spike[i] = a2;
    }
  }

  template <typename T, typename Form>
  static void distance(const Row<T>& row, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner2 = row.inner[2][i];
      row.distance[i] = inner2;
    }
  }

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_adaptation_decay(row.parameters[2]);
    const Form each_adaptation_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T inner2 = row.inner[2][i];
      const T a0 = inner2 >= edge ? T(1) : T(0);
      row.next[0][i] = inner0 - a0 * threshold;
      row.next[1][i] = adaptation_decay * inner1 + adaptation_gain * a0;
      row.spike[i] = a0;
    }
  }

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_adaptation_decay(row.parameters[2]);
    const Form each_adaptation_gain(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_spike + adaptation_gain * to_state1 + -to_state0 * threshold;
      const T a1 = slope * a0;
      const T a2 = to_state0 + a1;
      row.to_current[i] = input_gain * a2;
      row.to_state[0][i] = decay * a2;
      row.to_state[1][i] = adaptation_decay * to_state1 + -a1;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_adaptation_decay(row.parameters[2]);
    const Form each_adaptation_gain(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner1 = row.inner[1][i];
      const T inner2 = row.inner[2][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner2 >= edge ? T(1) : T(0);
      const T a1 = -to_state0;
      const T a2 = to_spike + adaptation_gain * to_state1 + a1 * threshold;
      const T a3 = slope * a2;
      const T a4 = -a3;
      const T a5 = to_state0 + a3;
      row.to_current[i] = input_gain * a5;
      row.through_spike[i] = a2;
      row.to_state[0][i] = decay * a5;
      row.to_state[1][i] = adaptation_decay * to_state1 + a4;
      row.sums[0][i] += a0 * a1 + a4;
      row.sums[1][i] += T(0) + a5 * state0;
      row.sums[2][i] += to_state1 * inner1 + T(0);
      row.sums[3][i] += to_state1 * a0 + T(0);
      row.sums[4][i] += T(0) + a5 * current;
    }
  }
};

// spikefuse.neuron.adaptive.AdaptiveLIF(reset='soft', detach_reset=True)
struct AdaptiveLIFSoftDetached {
  static constexpr char name[] = "AdaptiveLIFSoftDetached";
  static constexpr int states = 2, inner = 3;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 5;  // threshold, decay, adaptation_decay, adaptation_gain, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = AdaptiveLIFSoft::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = AdaptiveLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = AdaptiveLIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[1]);
    const Form each_adaptation_decay(row.parameters[2]);
    const Form each_adaptation_gain(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * (to_spike + adaptation_gain * to_state1);
      const T a1 = to_state0 + a0;
      row.to_current[i] = input_gain * a1;
      row.to_state[0][i] = decay * a1;
      row.to_state[1][i] = adaptation_decay * to_state1 + -a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[1]);
    const Form each_adaptation_decay(row.parameters[2]);
    const Form each_adaptation_gain(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner1 = row.inner[1][i];
      const T inner2 = row.inner[2][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner2 >= edge ? T(1) : T(0);
      const T a1 = to_spike + adaptation_gain * to_state1;
      const T a2 = slope * a1;
      const T a3 = -a2;
      const T a4 = to_state0 + a2;
      row.to_current[i] = input_gain * a4;
      row.through_spike[i] = a1;
      row.to_state[0][i] = decay * a4;
      row.to_state[1][i] = adaptation_decay * to_state1 + a3;
      row.sums[0][i] += a0 * -to_state0 + a3;
      row.sums[1][i] += T(0) + a4 * state0;
      row.sums[2][i] += to_state1 * inner1 + T(0);
      row.sums[3][i] += to_state1 * a0 + T(0);
      row.sums[4][i] += T(0) + a4 * current;
    }
  }
};

// spikefuse.neuron.adaptive.AdaptiveLIF(reset='hard', detach_reset=False)
struct AdaptiveLIFHard {
  static constexpr char name[] = "AdaptiveLIFHard";
  static constexpr int states = 2, inner = 3;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 6;  // threshold, v_reset, decay, adaptation_decay, adaptation_gain, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_adaptation_decay(row.parameters[3]);
    const Form each_adaptation_gain(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = v_reset + decay * (state0 - v_reset) + input_gain * current;
      const T a1 = a0 - (threshold + state1);
      const T a2 = a1 >= edge ? T(1) : T(0);
      row.charged[0][i] = a0;
      row.charged[1][i] = state1;
      row.charged[2][i] = a1;
      row.next[0][i] = (T(1) - a2) * a0 + a2 * v_reset;
      row.next[1][i] = adaptation_decay * state1 + adaptation_gain * a2;
      row.spike[i] = a2;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = AdaptiveLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_v_reset(row.parameters[1]);
    const Form each_adaptation_decay(row.parameters[3]);
    const Form each_adaptation_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T v_reset = each_v_reset[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T inner2 = row.inner[2][i];
      const T a0 = inner2 >= edge ? T(1) : T(0);
      row.next[0][i] = (T(1) - a0) * inner0 + a0 * v_reset;
      row.next[1][i] = adaptation_decay * inner1 + adaptation_gain * a0;
      row.spike[i] = a0;
    }
  }

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_adaptation_decay(row.parameters[3]);
    const Form each_adaptation_gain(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T inner0 = row.inner[0][i];
      const T inner2 = row.inner[2][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_spike + adaptation_gain * to_state1 + to_state0 * v_reset;
      const T a1 = slope * (a0 + -(to_state0 * inner0));
      const T a2 = (T(1) - (inner2 >= edge ? T(1) : T(0))) * to_state0 + a1;
      row.to_current[i] = input_gain * a2;
      row.to_state[0][i] = decay * a2;
      row.to_state[1][i] = adaptation_decay * to_state1 + -a1;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_adaptation_decay(row.parameters[3]);
    const Form each_adaptation_gain(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T inner2 = row.inner[2][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner2 >= edge ? T(1) : T(0);
      const T a1 = to_spike + adaptation_gain * to_state1 + to_state0 * v_reset;
      const T a2 = a1 + -(to_state0 * inner0);
      const T a3 = slope * a2;
      const T a4 = -a3;
      const T a5 = (T(1) - a0) * to_state0 + a3;
      const T a6 = decay * a5;
      row.to_current[i] = input_gain * a5;
      row.through_spike[i] = a2;
      row.to_state[0][i] = a6;
      row.to_state[1][i] = adaptation_decay * to_state1 + a4;
      row.sums[0][i] += T(0) + a4;
      row.sums[1][i] += a0 * to_state0 + (a5 + -a6);
      row.sums[2][i] += T(0) + a5 * (state0 - v_reset);
      row.sums[3][i] += to_state1 * inner1 + T(0);
      row.sums[4][i] += to_state1 * a0 + T(0);
      row.sums[5][i] += T(0) + a5 * current;
    }
  }
};

// spikefuse.neuron.adaptive.AdaptiveLIF(reset='hard', detach_reset=True)
struct AdaptiveLIFHardDetached {
  static constexpr char name[] = "AdaptiveLIFHardDetached";
  static constexpr int states = 2, inner = 3;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 6;  // threshold, v_reset, decay, adaptation_decay, adaptation_gain, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = AdaptiveLIFHard::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = AdaptiveLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = AdaptiveLIFHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[2]);
    const Form each_adaptation_decay(row.parameters[3]);
    const Form each_adaptation_gain(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T inner2 = row.inner[2][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * (to_spike + adaptation_gain * to_state1);
      const T a1 = (T(1) - (inner2 >= edge ? T(1) : T(0))) * to_state0 + a0;
      row.to_current[i] = input_gain * a1;
      row.to_state[0][i] = decay * a1;
      row.to_state[1][i] = adaptation_decay * to_state1 + -a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_adaptation_decay(row.parameters[3]);
    const Form each_adaptation_gain(row.parameters[4]);
    const Form each_input_gain(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner1 = row.inner[1][i];
      const T inner2 = row.inner[2][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner2 >= edge ? T(1) : T(0);
      const T a1 = to_spike + adaptation_gain * to_state1;
      const T a2 = slope * a1;
      const T a3 = -a2;
      const T a4 = (T(1) - a0) * to_state0 + a2;
      const T a5 = decay * a4;
      row.to_current[i] = input_gain * a4;
      row.through_spike[i] = a1;
      row.to_state[0][i] = a5;
      row.to_state[1][i] = adaptation_decay * to_state1 + a3;
      row.sums[0][i] += T(0) + a3;
      row.sums[1][i] += a0 * to_state0 + (a4 + -a5);
      row.sums[2][i] += T(0) + a4 * (state0 - v_reset);
      row.sums[3][i] += to_state1 * inner1 + T(0);
      row.sums[4][i] += to_state1 * a0 + T(0);
      row.sums[5][i] += T(0) + a4 * current;
    }
  }
};

// spikefuse.neuron.adaptive.AdaptiveLIF(reset='none', detach_reset=False)
struct AdaptiveLIFNone {
  static constexpr char name[] = "AdaptiveLIFNone";
  static constexpr int states = 2, inner = 3;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 5;  // threshold, decay, adaptation_decay, adaptation_gain, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_adaptation_decay(row.parameters[2]);
    const Form each_adaptation_gain(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = decay * state0 + input_gain * current;
      const T a1 = a0 - (threshold + state1);
      const T a2 = a1 >= edge ? T(1) : T(0);
      row.charged[0][i] = a0;
      row.charged[1][i] = state1;
      row.charged[2][i] = a1;
      row.next[0][i] = a0;
      row.next[1][i] = adaptation_decay * state1 + adaptation_gain * a2;
      row.spike[i] = a2;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = AdaptiveLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_adaptation_decay(row.parameters[2]);
    const Form each_adaptation_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T inner2 = row.inner[2][i];
      const T a0 = inner2 >= edge ? T(1) : T(0);
      row.next[0][i] = inner0;
      row.next[1][i] = adaptation_decay * inner1 + adaptation_gain * a0;
      row.spike[i] = a0;
    }
  }

  template <typename T, typename Form>
  static constexpr auto backward = AdaptiveLIFSoftDetached::template backward<T, Form>;

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[1]);
    const Form each_adaptation_decay(row.parameters[2]);
    const Form each_adaptation_gain(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T adaptation_decay = each_adaptation_decay[i];
      const T adaptation_gain = each_adaptation_gain[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T inner1 = row.inner[1][i];
      const T inner2 = row.inner[2][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_spike + adaptation_gain * to_state1;
      const T a1 = slope * a0;
      const T a2 = -a1;
      const T a3 = to_state0 + a1;
      row.to_current[i] = input_gain * a3;
      row.through_spike[i] = a0;
      row.to_state[0][i] = decay * a3;
      row.to_state[1][i] = adaptation_decay * to_state1 + a2;
      row.sums[0][i] += T(0) + a2;
      row.sums[1][i] += T(0) + a3 * state0;
      row.sums[2][i] += to_state1 * inner1 + T(0);
      row.sums[3][i] += to_state1 * (inner2 >= edge ? T(1) : T(0)) + T(0);
      row.sums[4][i] += T(0) + a3 * current;
    }
  }
};

// spikefuse.neuron.adaptive.AdaptiveLIF(reset='none', detach_reset=True)
struct AdaptiveLIFNoneDetached {
  static constexpr char name[] = "AdaptiveLIFNoneDetached";
  static constexpr int states = 2, inner = 3;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 5;  // threshold, decay, adaptation_decay, adaptation_gain, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = AdaptiveLIFNone::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = AdaptiveLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = AdaptiveLIFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward = AdaptiveLIFSoftDetached::template backward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward_to_parameters = AdaptiveLIFNone::template backward_to_parameters<T, Form>;
};

// spikefuse.neuron.alpha.Alpha(reset='hard')
struct AlphaHard {
  static constexpr char name[] = "AlphaHard";
  static constexpr int states = 3, inner = 3;
  static constexpr bool fires = true, state_matters = true, exact = false;
  static constexpr int parameters = 3;  // threshold, excitation_decay, inhibition_decay

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_excitation_decay(row.parameters[1]);
    const Form each_inhibition_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T excitation_decay = each_excitation_decay[i];
      const T inhibition_decay = each_inhibition_decay[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T state2 = row.state[2][i];
      const T a0 = excitation_decay * state0 + current;
      const T a1 = inhibition_decay * state1 - current;
      const T a2 = logarithm(inhibition_decay);
      const T a3 = T(1) - (state2 - threshold >= edge ? T(1) : T(0));
      const T a4 = a3 * a0;
      const T a5 = a3 * a1;
      const T a6 = a3 * (a2 / (a2 - logarithm(excitation_decay)) * (a0 + a1));
      row.charged[0][i] = a4;
      row.charged[1][i] = a5;
      row.charged[2][i] = a6;
      row.next[0][i] = a4;
      row.next[1][i] = a5;
      row.next[2][i] = a6;
      row.spike[i] = a6 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static void distance(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner2 = row.inner[2][i];
      row.distance[i] = inner2 - threshold;
    }
  }

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T inner2 = row.inner[2][i];
      row.next[0][i] = inner0;
      row.next[1][i] = inner1;
      row.next[2][i] = inner2;
      row.spike[i] = inner2 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_excitation_decay(row.parameters[1]);
    const Form each_inhibition_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T excitation_decay = each_excitation_decay[i];
      const T inhibition_decay = each_inhibition_decay[i];
      const T slope = row.slope[i];
      const T state2 = row.state[2][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_state2 = row.to_state[2][i];
      const T to_spike = row.to_spike[i];
      const T a0 = logarithm(inhibition_decay);
      const T a1 = T(1) - (state2 - threshold >= edge ? T(1) : T(0));
      const T a2 = a0 / (a0 - logarithm(excitation_decay)) * (a1 * (to_state2 + slope * to_spike));
      const T a3 = a1 * to_state0 + a2;
      const T a4 = a1 * to_state1 + a2;
      row.to_current[i] = -a4 + a3;
      row.to_state[0][i] = excitation_decay * a3;
      row.to_state[1][i] = inhibition_decay * a4;
      row.to_state[2][i] = T(0);
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_excitation_decay(row.parameters[1]);
    const Form each_inhibition_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T excitation_decay = each_excitation_decay[i];
      const T inhibition_decay = each_inhibition_decay[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T state2 = row.state[2][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_state2 = row.to_state[2][i];
      const T to_spike = row.to_spike[i];
      const T a0 = logarithm(inhibition_decay);
      const T a1 = a0 - logarithm(excitation_decay);
      const T a2 = slope * to_spike;
      const T a3 = excitation_decay * state0 + current + (inhibition_decay * state1 - current);
      const T a4 = T(1) - (state2 - threshold >= edge ? T(1) : T(0));
      const T a5 = a4 * (to_state2 + a2);
      const T a6 = a0 / a1 * a5;
      const T a7 = a5 * a3;
      const T a8 = a4 * to_state0 + a6;
      const T a9 = a4 * to_state1 + a6;
      const T a10 = -(a7 * (T(1) / power<2>(a1)) * a0);
      row.to_current[i] = -a9 + a8;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = excitation_decay * a8;
      row.to_state[1][i] = inhibition_decay * a9;
      row.to_state[2][i] = T(0);
      row.sums[0][i] += -a2 + T(0);
      row.sums[1][i] += T(0) + (-a10 / excitation_decay + a8 * state0);
      row.sums[2][i] += T(0) + ((a7 / a1 + a10) / inhibition_decay + a9 * state1);
    }
  }
};

// spikefuse.neuron.alpha.Alpha(reset='soft')
struct AlphaSoft {
  static constexpr char name[] = "AlphaSoft";
  static constexpr int states = 3, inner = 3;
  static constexpr bool fires = true, state_matters = true, exact = false;
  static constexpr int parameters = 3;  // threshold, excitation_decay, inhibition_decay

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_excitation_decay(row.parameters[1]);
    const Form each_inhibition_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T excitation_decay = each_excitation_decay[i];
      const T inhibition_decay = each_inhibition_decay[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T state2 = row.state[2][i];
      const T a0 = excitation_decay * state0 + current;
      const T a1 = inhibition_decay * state1 - current;
      const T a2 = logarithm(inhibition_decay);
      const T a3 = state2 - threshold >= edge ? T(1) : T(0);
      const T a4 = a0 - a3 * threshold;
      const T a5 = (T(1) - a3) * a1;
      const T a6 = a2 / (a2 - logarithm(excitation_decay)) * (a0 + a1) + a3 * state1;
      row.charged[0][i] = a4;
      row.charged[1][i] = a5;
      row.charged[2][i] = a6;
      row.next[0][i] = a4;
      row.next[1][i] = a5;
      row.next[2][i] = a6;
      row.spike[i] = a6 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = AlphaHard::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = AlphaHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_excitation_decay(row.parameters[1]);
    const Form each_inhibition_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T excitation_decay = each_excitation_decay[i];
      const T inhibition_decay = each_inhibition_decay[i];
      const T slope = row.slope[i];
      const T state2 = row.state[2][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_state2 = row.to_state[2][i];
      const T to_spike = row.to_spike[i];
      const T a0 = logarithm(inhibition_decay);
      const T a1 = to_state2 + slope * to_spike;
      const T a2 = state2 - threshold >= edge ? T(1) : T(0);
      const T a3 = a0 / (a0 - logarithm(excitation_decay)) * a1;
      const T a4 = to_state0 + a3;
      const T a5 = (T(1) - a2) * to_state1 + a3;
      row.to_current[i] = -a5 + a4;
      row.to_state[0][i] = excitation_decay * a4;
      row.to_state[1][i] = a2 * a1 + inhibition_decay * a5;
      row.to_state[2][i] = T(0);
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_excitation_decay(row.parameters[1]);
    const Form each_inhibition_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T excitation_decay = each_excitation_decay[i];
      const T inhibition_decay = each_inhibition_decay[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T state2 = row.state[2][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_state2 = row.to_state[2][i];
      const T to_spike = row.to_spike[i];
      const T a0 = logarithm(inhibition_decay);
      const T a1 = a0 - logarithm(excitation_decay);
      const T a2 = slope * to_spike;
      const T a3 = to_state2 + a2;
      const T a4 = excitation_decay * state0 + current + (inhibition_decay * state1 - current);
      const T a5 = state2 - threshold >= edge ? T(1) : T(0);
      const T a6 = a0 / a1 * a3;
      const T a7 = a3 * a4;
      const T a8 = to_state0 + a6;
      const T a9 = (T(1) - a5) * to_state1 + a6;
      const T a10 = -(a7 * (T(1) / power<2>(a1)) * a0);
      row.to_current[i] = -a9 + a8;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = excitation_decay * a8;
      row.to_state[1][i] = a5 * a3 + inhibition_decay * a9;
      row.to_state[2][i] = T(0);
      row.sums[0][i] += -a2 + a5 * -to_state0;
      row.sums[1][i] += T(0) + (-a10 / excitation_decay + a8 * state0);
      row.sums[2][i] += T(0) + ((a7 / a1 + a10) / inhibition_decay + a9 * state1);
    }
  }
};

// spikefuse.neuron.alpha.Alpha(reset='none')
struct AlphaNone {
  static constexpr char name[] = "AlphaNone";
  static constexpr int states = 3, inner = 3;
  static constexpr bool fires = true, state_matters = false, exact = false;
  static constexpr int parameters = 3;  // threshold, excitation_decay, inhibition_decay

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_excitation_decay(row.parameters[1]);
    const Form each_inhibition_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T excitation_decay = each_excitation_decay[i];
      const T inhibition_decay = each_inhibition_decay[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = excitation_decay * state0 + current;
      const T a1 = inhibition_decay * state1 - current;
      const T a2 = logarithm(inhibition_decay);
      const T a3 = a2 / (a2 - logarithm(excitation_decay)) * (a0 + a1);
      row.charged[0][i] = a0;
      row.charged[1][i] = a1;
      row.charged[2][i] = a3;
      row.next[0][i] = a0;
      row.next[1][i] = a1;
      row.next[2][i] = a3;
      row.spike[i] = a3 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = AlphaHard::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = AlphaHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_excitation_decay(row.parameters[1]);
    const Form each_inhibition_decay(row.parameters[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T excitation_decay = each_excitation_decay[i];
      const T inhibition_decay = each_inhibition_decay[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_state2 = row.to_state[2][i];
      const T to_spike = row.to_spike[i];
      const T a0 = logarithm(inhibition_decay);
      const T a1 = a0 / (a0 - logarithm(excitation_decay)) * (to_state2 + slope * to_spike);
      const T a2 = to_state0 + a1;
      const T a3 = to_state1 + a1;
      row.to_current[i] = -a3 + a2;
      row.to_state[0][i] = excitation_decay * a2;
      row.to_state[1][i] = inhibition_decay * a3;
      row.to_state[2][i] = T(0);
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_excitation_decay(row.parameters[1]);
    const Form each_inhibition_decay(row.parameters[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T excitation_decay = each_excitation_decay[i];
      const T inhibition_decay = each_inhibition_decay[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_state2 = row.to_state[2][i];
      const T to_spike = row.to_spike[i];
      const T a0 = logarithm(inhibition_decay);
      const T a1 = a0 - logarithm(excitation_decay);
      const T a2 = slope * to_spike;
      const T a3 = to_state2 + a2;
      const T a4 = excitation_decay * state0 + current + (inhibition_decay * state1 - current);
      const T a5 = a0 / a1 * a3;
      const T a6 = a3 * a4;
      const T a7 = to_state0 + a5;
      const T a8 = to_state1 + a5;
      const T a9 = -(a6 * (T(1) / power<2>(a1)) * a0);
      row.to_current[i] = -a8 + a7;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = excitation_decay * a7;
      row.to_state[1][i] = inhibition_decay * a8;
      row.to_state[2][i] = T(0);
      row.sums[0][i] += -a2 + T(0);
      row.sums[1][i] += T(0) + (-a9 / excitation_decay + a7 * state0);
      row.sums[2][i] += T(0) + ((a6 / a1 + a9) / inhibition_decay + a8 * state1);
    }
  }
};

// spikefuse.neuron.synaptic.CurrentLIF(reset='soft', detach_reset=False)
struct CurrentLIFSoft {
  static constexpr char name[] = "CurrentLIFSoft";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // threshold, current_decay, decay, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = current_decay * state0 + current;
      const T a1 = decay * state1 + input_gain * a0;
      const T a2 = a1 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a0;
      row.charged[1][i] = a1;
      row.next[0][i] = a0;
      row.next[1][i] = a1 - a2 * threshold;
      row.spike[i] = a2;
    }
  }

  template <typename T, typename Form>
  static void distance(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner1 = row.inner[1][i];
      row.distance[i] = inner1 - threshold;
    }
  }

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T a0 = inner1 - threshold >= edge ? T(1) : T(0);
      row.next[0][i] = inner0;
      row.next[1][i] = inner1 - a0 * threshold;
      row.spike[i] = a0;
    }
  }

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state1 + slope * (to_spike + -to_state1 * threshold);
      const T a1 = to_state0 + input_gain * a0;
      row.to_current[i] = a1;
      row.to_state[0][i] = current_decay * a1;
      row.to_state[1][i] = decay * a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = -to_state1;
      const T a1 = to_spike + a0 * threshold;
      const T a2 = slope * a1;
      const T a3 = to_state1 + a2;
      const T a4 = to_state0 + input_gain * a3;
      const T a5 = (inner1 - threshold >= edge ? T(1) : T(0)) * a0 + -a2 + T(0);
      row.to_current[i] = a4;
      row.through_spike[i] = a1;
      row.to_state[0][i] = current_decay * a4;
      row.to_state[1][i] = decay * a3;
      row.sums[0][i] += a5;
      row.sums[1][i] += T(0) + a4 * state0;
      row.sums[2][i] += T(0) + a3 * state1;
      row.sums[3][i] += T(0) + a3 * (current_decay * state0 + current);
    }
  }
};

// spikefuse.neuron.synaptic.CurrentLIF(reset='soft', detach_reset=True)
struct CurrentLIFSoftDetached {
  static constexpr char name[] = "CurrentLIFSoftDetached";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // threshold, current_decay, decay, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = CurrentLIFSoft::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state1 + slope * to_spike;
      const T a1 = to_state0 + input_gain * a0;
      row.to_current[i] = a1;
      row.to_state[0][i] = current_decay * a1;
      row.to_state[1][i] = decay * a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state1 + a0;
      const T a2 = (inner1 - threshold >= edge ? T(1) : T(0)) * -to_state1 + -a0;
      const T a3 = to_state0 + input_gain * a1;
      row.to_current[i] = a3;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = current_decay * a3;
      row.to_state[1][i] = decay * a1;
      row.sums[0][i] += a2 + T(0);
      row.sums[1][i] += T(0) + a3 * state0;
      row.sums[2][i] += T(0) + a1 * state1;
      row.sums[3][i] += T(0) + a1 * (current_decay * state0 + current);
    }
  }
};

// spikefuse.neuron.synaptic.CurrentLIF(reset='hard', detach_reset=False)
struct CurrentLIFHard {
  static constexpr char name[] = "CurrentLIFHard";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 5;  // threshold, v_reset, current_decay, decay, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_current_decay(row.parameters[2]);
    const Form each_decay(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = current_decay * state0 + current;
      const T a1 = v_reset + decay * (state1 - v_reset) + input_gain * a0;
      const T a2 = a1 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a0;
      row.charged[1][i] = a1;
      row.next[0][i] = a0;
      row.next[1][i] = (T(1) - a2) * a1 + a2 * v_reset;
      row.spike[i] = a2;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T a0 = inner1 - threshold >= edge ? T(1) : T(0);
      row.next[0][i] = inner0;
      row.next[1][i] = (T(1) - a0) * inner1 + a0 * v_reset;
      row.spike[i] = a0;
    }
  }

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_current_decay(row.parameters[2]);
    const Form each_decay(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner1 - threshold >= edge ? T(1) : T(0))) * to_state1;
      const T a1 = slope * (to_spike + to_state1 * v_reset + -(to_state1 * inner1));
      const T a2 = a0 + a1;
      const T a3 = to_state0 + input_gain * a2;
      row.to_current[i] = a3;
      row.to_state[0][i] = current_decay * a3;
      row.to_state[1][i] = decay * a2;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_current_decay(row.parameters[2]);
    const Form each_decay(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner1 - threshold >= edge ? T(1) : T(0);
      const T a1 = to_spike + to_state1 * v_reset + -(to_state1 * inner1);
      const T a2 = slope * a1;
      const T a3 = (T(1) - a0) * to_state1 + a2;
      const T a4 = to_state0 + input_gain * a3;
      const T a5 = decay * a3;
      row.to_current[i] = a4;
      row.through_spike[i] = a1;
      row.to_state[0][i] = current_decay * a4;
      row.to_state[1][i] = a5;
      row.sums[0][i] += -a2 + T(0);
      row.sums[1][i] += a0 * to_state1 + (a3 + -a5);
      row.sums[2][i] += T(0) + a4 * state0;
      row.sums[3][i] += T(0) + a3 * (state1 - v_reset);
      row.sums[4][i] += T(0) + a3 * (current_decay * state0 + current);
    }
  }
};

// spikefuse.neuron.synaptic.CurrentLIF(reset='hard', detach_reset=True)
struct CurrentLIFHardDetached {
  static constexpr char name[] = "CurrentLIFHardDetached";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 5;  // threshold, v_reset, current_decay, decay, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = CurrentLIFHard::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[2]);
    const Form each_decay(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner1 - threshold >= edge ? T(1) : T(0))) * to_state1;
      const T a1 = a0 + slope * to_spike;
      const T a2 = to_state0 + input_gain * a1;
      row.to_current[i] = a2;
      row.to_state[0][i] = current_decay * a2;
      row.to_state[1][i] = decay * a1;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_current_decay(row.parameters[2]);
    const Form each_decay(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner1 - threshold >= edge ? T(1) : T(0);
      const T a1 = slope * to_spike;
      const T a2 = (T(1) - a0) * to_state1 + a1;
      const T a3 = to_state0 + input_gain * a2;
      const T a4 = decay * a2;
      row.to_current[i] = a3;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = current_decay * a3;
      row.to_state[1][i] = a4;
      row.sums[0][i] += -a1 + T(0);
      row.sums[1][i] += a0 * to_state1 + (a2 + -a4);
      row.sums[2][i] += T(0) + a3 * state0;
      row.sums[3][i] += T(0) + a2 * (state1 - v_reset);
      row.sums[4][i] += T(0) + a2 * (current_decay * state0 + current);
    }
  }
};

// spikefuse.neuron.synaptic.CurrentLIF(reset='none', detach_reset=False)
struct CurrentLIFNone {
  static constexpr char name[] = "CurrentLIFNone";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // threshold, current_decay, decay, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = current_decay * state0 + current;
      const T a1 = decay * state1 + input_gain * a0;
      row.charged[0][i] = a0;
      row.charged[1][i] = a1;
      row.next[0][i] = a0;
      row.next[1][i] = a1;
      row.spike[i] = a1 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      row.next[0][i] = inner0;
      row.next[1][i] = inner1;
      row.spike[i] = inner1 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto backward = CurrentLIFSoftDetached::template backward<T, Form>;

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state1 + a0;
      const T a2 = to_state0 + input_gain * a1;
      row.to_current[i] = a2;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = current_decay * a2;
      row.to_state[1][i] = decay * a1;
      row.sums[0][i] += -a0 + T(0);
      row.sums[1][i] += T(0) + a2 * state0;
      row.sums[2][i] += T(0) + a1 * state1;
      row.sums[3][i] += T(0) + a1 * (current_decay * state0 + current);
    }
  }
};

// spikefuse.neuron.synaptic.CurrentLIF(reset='none', detach_reset=True)
struct CurrentLIFNoneDetached {
  static constexpr char name[] = "CurrentLIFNoneDetached";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // threshold, current_decay, decay, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = CurrentLIFNone::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward = CurrentLIFSoftDetached::template backward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward_to_parameters = CurrentLIFNone::template backward_to_parameters<T, Form>;
};

// spikefuse.neuron.izhikevich.Izhikevich(reset='hard', detach_reset=False)
struct IzhikevichHard {
  static constexpr char name[] = "IzhikevichHard";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = true, exact = true;
  static constexpr int parameters = 9;  // threshold, v_reset, curvature, recovery_decay, recovery_coupling, recovery_jump, v_rest, v_critical, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_curvature(row.parameters[2]);
    const Form each_recovery_decay(row.parameters[3]);
    const Form each_recovery_coupling(row.parameters[4]);
    const Form each_recovery_jump(row.parameters[5]);
    const Form each_v_rest(row.parameters[6]);
    const Form each_v_critical(row.parameters[7]);
    const Form each_input_gain(row.parameters[8]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T curvature = each_curvature[i];
      const T recovery_decay = each_recovery_decay[i];
      const T recovery_coupling = each_recovery_coupling[i];
      const T recovery_jump = each_recovery_jump[i];
      const T v_rest = each_v_rest[i];
      const T v_critical = each_v_critical[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = state0 + curvature * (state0 - v_rest) * (state0 - v_critical);
      const T a1 = a0 + input_gain * (current - state1);
      const T a2 = recovery_decay * state1 + recovery_coupling * (a1 - v_rest);
      const T a3 = a1 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a1;
      row.charged[1][i] = a2;
      row.next[0][i] = (T(1) - a3) * a1 + a3 * v_reset;
      row.next[1][i] = a2 + recovery_jump * a3;
      row.spike[i] = a3;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_recovery_jump(row.parameters[5]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T recovery_jump = each_recovery_jump[i];
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      row.next[0][i] = (T(1) - a0) * inner0 + a0 * v_reset;
      row.next[1][i] = inner1 + recovery_jump * a0;
      row.spike[i] = a0;
    }
  }

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_curvature(row.parameters[2]);
    const Form each_recovery_decay(row.parameters[3]);
    const Form each_recovery_coupling(row.parameters[4]);
    const Form each_recovery_jump(row.parameters[5]);
    const Form each_v_rest(row.parameters[6]);
    const Form each_v_critical(row.parameters[7]);
    const Form each_input_gain(row.parameters[8]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T curvature = each_curvature[i];
      const T recovery_decay = each_recovery_decay[i];
      const T recovery_coupling = each_recovery_coupling[i];
      const T recovery_jump = each_recovery_jump[i];
      const T v_rest = each_v_rest[i];
      const T v_critical = each_v_critical[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner0 - threshold >= edge ? T(1) : T(0))) * to_state0;
      const T a1 = to_spike + recovery_jump * to_state1 + to_state0 * v_reset + -(to_state0 * inner0);
      const T a2 = a0 + slope * a1 + recovery_coupling * to_state1;
      const T a3 = input_gain * a2;
      const T a4 = a2 + curvature * (state0 - v_rest) * a2 + curvature * (a2 * (state0 - v_critical));
      row.to_current[i] = a3;
      row.to_state[0][i] = a4;
      row.to_state[1][i] = recovery_decay * to_state1 + -a3;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_curvature(row.parameters[2]);
    const Form each_recovery_decay(row.parameters[3]);
    const Form each_recovery_coupling(row.parameters[4]);
    const Form each_recovery_jump(row.parameters[5]);
    const Form each_v_rest(row.parameters[6]);
    const Form each_v_critical(row.parameters[7]);
    const Form each_input_gain(row.parameters[8]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T curvature = each_curvature[i];
      const T recovery_decay = each_recovery_decay[i];
      const T recovery_coupling = each_recovery_coupling[i];
      const T recovery_jump = each_recovery_jump[i];
      const T v_rest = each_v_rest[i];
      const T v_critical = each_v_critical[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = to_spike + recovery_jump * to_state1 + to_state0 * v_reset + -(to_state0 * inner0);
      const T a2 = slope * a1;
      const T a3 = state0 - v_rest;
      const T a4 = curvature * a3;
      const T a5 = state0 - v_critical;
      const T a6 = current - state1;
      const T a7 = recovery_coupling * to_state1;
      const T a8 = (T(1) - a0) * to_state0 + a2 + a7;
      const T a9 = input_gain * a8;
      const T a10 = a4 * a8;
      const T a11 = a8 * a5;
      const T a12 = curvature * a11;
      const T a13 = T(0) + to_state1 * (state0 + a4 * a5 + input_gain * a6 - v_rest);
      row.to_current[i] = a9;
      row.through_spike[i] = a1;
      row.to_state[0][i] = a8 + a10 + a12;
      row.to_state[1][i] = recovery_decay * to_state1 + -a9;
      row.sums[0][i] += -a2 + T(0);
      row.sums[1][i] += a0 * to_state0 + T(0);
      row.sums[2][i] += T(0) + a11 * a3;
      row.sums[3][i] += T(0) + to_state1 * state1;
      row.sums[4][i] += a13;
      row.sums[5][i] += to_state1 * a0 + T(0);
      row.sums[6][i] += T(0) + (-a7 + -a12);
      row.sums[7][i] += T(0) + -a10;
      row.sums[8][i] += T(0) + a8 * a6;
    }
  }
};

// spikefuse.neuron.izhikevich.Izhikevich(reset='hard', detach_reset=True)
struct IzhikevichHardDetached {
  static constexpr char name[] = "IzhikevichHardDetached";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = true, exact = true;
  static constexpr int parameters = 9;  // threshold, v_reset, curvature, recovery_decay, recovery_coupling, recovery_jump, v_rest, v_critical, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = IzhikevichHard::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = IzhikevichHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_curvature(row.parameters[2]);
    const Form each_recovery_decay(row.parameters[3]);
    const Form each_recovery_coupling(row.parameters[4]);
    const Form each_recovery_jump(row.parameters[5]);
    const Form each_v_rest(row.parameters[6]);
    const Form each_v_critical(row.parameters[7]);
    const Form each_input_gain(row.parameters[8]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T curvature = each_curvature[i];
      const T recovery_decay = each_recovery_decay[i];
      const T recovery_coupling = each_recovery_coupling[i];
      const T recovery_jump = each_recovery_jump[i];
      const T v_rest = each_v_rest[i];
      const T v_critical = each_v_critical[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner0 - threshold >= edge ? T(1) : T(0))) * to_state0;
      const T a1 = a0 + slope * (to_spike + recovery_jump * to_state1) + recovery_coupling * to_state1;
      const T a2 = input_gain * a1;
      const T a3 = a1 + curvature * (state0 - v_rest) * a1 + curvature * (a1 * (state0 - v_critical));
      row.to_current[i] = a2;
      row.to_state[0][i] = a3;
      row.to_state[1][i] = recovery_decay * to_state1 + -a2;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_curvature(row.parameters[2]);
    const Form each_recovery_decay(row.parameters[3]);
    const Form each_recovery_coupling(row.parameters[4]);
    const Form each_recovery_jump(row.parameters[5]);
    const Form each_v_rest(row.parameters[6]);
    const Form each_v_critical(row.parameters[7]);
    const Form each_input_gain(row.parameters[8]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T curvature = each_curvature[i];
      const T recovery_decay = each_recovery_decay[i];
      const T recovery_coupling = each_recovery_coupling[i];
      const T recovery_jump = each_recovery_jump[i];
      const T v_rest = each_v_rest[i];
      const T v_critical = each_v_critical[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T inner0 = row.inner[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      const T a1 = to_spike + recovery_jump * to_state1;
      const T a2 = slope * a1;
      const T a3 = state0 - v_rest;
      const T a4 = curvature * a3;
      const T a5 = state0 - v_critical;
      const T a6 = current - state1;
      const T a7 = recovery_coupling * to_state1;
      const T a8 = (T(1) - a0) * to_state0 + a2 + a7;
      const T a9 = input_gain * a8;
      const T a10 = a4 * a8;
      const T a11 = a8 * a5;
      const T a12 = curvature * a11;
      const T a13 = T(0) + to_state1 * (state0 + a4 * a5 + input_gain * a6 - v_rest);
      row.to_current[i] = a9;
      row.through_spike[i] = a1;
      row.to_state[0][i] = a8 + a10 + a12;
      row.to_state[1][i] = recovery_decay * to_state1 + -a9;
      row.sums[0][i] += -a2 + T(0);
      row.sums[1][i] += a0 * to_state0 + T(0);
      row.sums[2][i] += T(0) + a11 * a3;
      row.sums[3][i] += T(0) + to_state1 * state1;
      row.sums[4][i] += a13;
      row.sums[5][i] += to_state1 * a0 + T(0);
      row.sums[6][i] += T(0) + (-a7 + -a12);
      row.sums[7][i] += T(0) + -a10;
      row.sums[8][i] += T(0) + a8 * a6;
    }
  }
};

// spikefuse.neuron.delayed_leaky.Leaky(reset='soft')
struct LeakySoft {
  static constexpr char name[] = "LeakySoft";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 2;  // threshold, decay

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = decay * state0 + current - (state0 - threshold >= edge ? T(1) : T(0)) * threshold;
      row.charged[0][i] = a0;
      row.next[0][i] = a0;
      row.spike[i] = a0 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = IFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + slope * to_spike;
      row.to_current[i] = a0;
      row.to_state[0][i] = decay * a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state0 + a0;
      row.to_current[i] = a1;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = decay * a1;
      row.sums[0][i] += -a0 + (state0 - threshold >= edge ? T(1) : T(0)) * -a1;
      row.sums[1][i] += T(0) + a1 * state0;
    }
  }
};

// spikefuse.neuron.delayed_leaky.Leaky(reset='hard')
struct LeakyHard {
  static constexpr char name[] = "LeakyHard";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = true, exact = true;
  static constexpr int parameters = 2;  // threshold, decay

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = (T(1) - (state0 - threshold >= edge ? T(1) : T(0))) * state0;
      const T a1 = decay * a0 + current;
      row.charged[0][i] = a1;
      row.next[0][i] = a1;
      row.spike[i] = a1 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = IFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + slope * to_spike;
      const T a1 = (T(1) - (state0 - threshold >= edge ? T(1) : T(0))) * (decay * a0);
      row.to_current[i] = a0;
      row.to_state[0][i] = a1;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state0 + a0;
      const T a2 = T(1) - (state0 - threshold >= edge ? T(1) : T(0));
      row.to_current[i] = a1;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = a2 * (decay * a1);
      row.sums[0][i] += -a0 + T(0);
      row.sums[1][i] += T(0) + a1 * (a2 * state0);
    }
  }
};

// spikefuse.neuron.delayed_leaky.Leaky(reset='none')
struct LeakyNone {
  static constexpr char name[] = "LeakyNone";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 2;  // threshold, decay

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = decay * state0 + current;
      row.charged[0][i] = a0;
      row.next[0][i] = a0;
      row.spike[i] = a0 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = IFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward = LeakySoft::template backward<T, Form>;

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state0 + a0;
      row.to_current[i] = a1;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = decay * a1;
      row.sums[0][i] += -a0 + T(0);
      row.sums[1][i] += T(0) + a1 * state0;
    }
  }
};

// spikefuse.neuron.integrator.LeakyIntegrator()
struct LeakyIntegrator {
  static constexpr char name[] = "LeakyIntegrator";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = false, state_matters = false, exact = true;
  static constexpr int parameters = 2;  // decay, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[0]);
    const Form each_input_gain(row.parameters[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T a0 = decay * state0 + input_gain * current;
      row.charged[0][i] = a0;
      row.next[0][i] = a0;
      row.spike[i] = a0;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = ILIF::template distance<T, Form>;

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner0 = row.inner[0][i];
      row.next[0][i] = inner0;
      row.spike[i] = inner0;
    }
  }

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[0]);
    const Form each_input_gain(row.parameters[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + to_spike;
      row.to_current[i] = input_gain * a0;
      row.to_state[0][i] = decay * a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[0]);
    const Form each_input_gain(row.parameters[1]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T to_state0 = row.to_state[0][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state0 + to_spike;
      row.to_current[i] = input_gain * a0;
      row.through_spike[i] = T(0);
      row.to_state[0][i] = decay * a0;
      row.sums[0][i] += T(0) + a0 * state0;
      row.sums[1][i] += T(0) + a0 * current;
    }
  }
};

// spikefuse.neuron.resonator.ResonateAndFire(reset='soft', detach_reset=False)
struct ResonateAndFireSoft {
  static constexpr char name[] = "ResonateAndFireSoft";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // threshold, decay, rotation, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_rotation(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = rotation * state0 + decay * state1;
      const T a1 = decay * state0 - rotation * state1 + input_gain * current;
      const T a2 = a0 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a1;
      row.charged[1][i] = a0;
      row.next[0][i] = a1;
      row.next[1][i] = a0 - a2 * threshold;
      row.spike[i] = a2;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_rotation(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state1 + slope * (to_spike + -to_state1 * threshold);
      row.to_current[i] = input_gain * to_state0;
      row.to_state[0][i] = rotation * a0 + decay * to_state0;
      row.to_state[1][i] = decay * a0 + rotation * -to_state0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_rotation(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = -to_state1;
      const T a1 = to_spike + a0 * threshold;
      const T a2 = slope * a1;
      const T a3 = to_state1 + a2;
      const T a4 = -to_state0;
      const T a5 = (inner1 - threshold >= edge ? T(1) : T(0)) * a0 + -a2 + T(0);
      row.to_current[i] = input_gain * to_state0;
      row.through_spike[i] = a1;
      row.to_state[0][i] = rotation * a3 + decay * to_state0;
      row.to_state[1][i] = decay * a3 + rotation * a4;
      row.sums[0][i] += a5;
      row.sums[1][i] += T(0) + (a3 * state1 + to_state0 * state0);
      row.sums[2][i] += T(0) + (a3 * state0 + a4 * state1);
      row.sums[3][i] += T(0) + to_state0 * current;
    }
  }
};

// spikefuse.neuron.resonator.ResonateAndFire(reset='soft', detach_reset=True)
struct ResonateAndFireSoftDetached {
  static constexpr char name[] = "ResonateAndFireSoftDetached";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // threshold, decay, rotation, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = ResonateAndFireSoft::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFSoft::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[1]);
    const Form each_rotation(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state1 + slope * to_spike;
      row.to_current[i] = input_gain * to_state0;
      row.to_state[0][i] = rotation * a0 + decay * to_state0;
      row.to_state[1][i] = decay * a0 + rotation * -to_state0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_rotation(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state1 + a0;
      const T a2 = (inner1 - threshold >= edge ? T(1) : T(0)) * -to_state1 + -a0;
      const T a3 = -to_state0;
      row.to_current[i] = input_gain * to_state0;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = rotation * a1 + decay * to_state0;
      row.to_state[1][i] = decay * a1 + rotation * a3;
      row.sums[0][i] += a2 + T(0);
      row.sums[1][i] += T(0) + (a1 * state1 + to_state0 * state0);
      row.sums[2][i] += T(0) + (a1 * state0 + a3 * state1);
      row.sums[3][i] += T(0) + to_state0 * current;
    }
  }
};

// spikefuse.neuron.resonator.ResonateAndFire(reset='hard', detach_reset=False)
struct ResonateAndFireHard {
  static constexpr char name[] = "ResonateAndFireHard";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 5;  // threshold, v_reset, decay, rotation, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_rotation(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = rotation * state0 + decay * state1;
      const T a1 = decay * state0 - rotation * state1 + input_gain * current;
      const T a2 = a0 - threshold >= edge ? T(1) : T(0);
      row.charged[0][i] = a1;
      row.charged[1][i] = a0;
      row.next[0][i] = a1;
      row.next[1][i] = (T(1) - a2) * a0 + a2 * v_reset;
      row.spike[i] = a2;
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_rotation(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner1 - threshold >= edge ? T(1) : T(0))) * to_state1;
      const T a1 = slope * (to_spike + to_state1 * v_reset + -(to_state1 * inner1));
      const T a2 = a0 + a1;
      row.to_current[i] = input_gain * to_state0;
      row.to_state[0][i] = rotation * a2 + decay * to_state0;
      row.to_state[1][i] = decay * a2 + rotation * -to_state0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_v_reset(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const Form each_rotation(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner1 - threshold >= edge ? T(1) : T(0);
      const T a1 = to_spike + to_state1 * v_reset + -(to_state1 * inner1);
      const T a2 = slope * a1;
      const T a3 = (T(1) - a0) * to_state1 + a2;
      const T a4 = -to_state0;
      row.to_current[i] = input_gain * to_state0;
      row.through_spike[i] = a1;
      row.to_state[0][i] = rotation * a3 + decay * to_state0;
      row.to_state[1][i] = decay * a3 + rotation * a4;
      row.sums[0][i] += -a2 + T(0);
      row.sums[1][i] += a0 * to_state1 + T(0);
      row.sums[2][i] += T(0) + (a3 * state1 + to_state0 * state0);
      row.sums[3][i] += T(0) + (a3 * state0 + a4 * state1);
      row.sums[4][i] += T(0) + to_state0 * current;
    }
  }
};

// spikefuse.neuron.resonator.ResonateAndFire(reset='hard', detach_reset=True)
struct ResonateAndFireHardDetached {
  static constexpr char name[] = "ResonateAndFireHardDetached";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 5;  // threshold, v_reset, decay, rotation, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = ResonateAndFireHard::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFHard::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[2]);
    const Form each_rotation(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (inner1 - threshold >= edge ? T(1) : T(0))) * to_state1;
      const T a1 = a0 + slope * to_spike;
      row.to_current[i] = input_gain * to_state0;
      row.to_state[0][i] = rotation * a1 + decay * to_state0;
      row.to_state[1][i] = decay * a1 + rotation * -to_state0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[2]);
    const Form each_rotation(row.parameters[3]);
    const Form each_input_gain(row.parameters[4]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T inner1 = row.inner[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = inner1 - threshold >= edge ? T(1) : T(0);
      const T a1 = slope * to_spike;
      const T a2 = (T(1) - a0) * to_state1 + a1;
      const T a3 = -to_state0;
      row.to_current[i] = input_gain * to_state0;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = rotation * a2 + decay * to_state0;
      row.to_state[1][i] = decay * a2 + rotation * a3;
      row.sums[0][i] += -a1 + T(0);
      row.sums[1][i] += a0 * to_state1 + T(0);
      row.sums[2][i] += T(0) + (a2 * state1 + to_state0 * state0);
      row.sums[3][i] += T(0) + (a2 * state0 + a3 * state1);
      row.sums[4][i] += T(0) + to_state0 * current;
    }
  }
};

// spikefuse.neuron.resonator.ResonateAndFire(reset='none', detach_reset=False)
struct ResonateAndFireNone {
  static constexpr char name[] = "ResonateAndFireNone";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // threshold, decay, rotation, input_gain

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_decay(row.parameters[1]);
    const Form each_rotation(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = rotation * state0 + decay * state1;
      const T a1 = decay * state0 - rotation * state1 + input_gain * current;
      row.charged[0][i] = a1;
      row.charged[1][i] = a0;
      row.next[0][i] = a1;
      row.next[1][i] = a0;
      row.spike[i] = a0 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward = ResonateAndFireSoftDetached::template backward<T, Form>;

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_decay(row.parameters[1]);
    const Form each_rotation(row.parameters[2]);
    const Form each_input_gain(row.parameters[3]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T decay = each_decay[i];
      const T rotation = each_rotation[i];
      const T input_gain = each_input_gain[i];
      const T slope = row.slope[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state1 + a0;
      const T a2 = -to_state0;
      row.to_current[i] = input_gain * to_state0;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = rotation * a1 + decay * to_state0;
      row.to_state[1][i] = decay * a1 + rotation * a2;
      row.sums[0][i] += -a0 + T(0);
      row.sums[1][i] += T(0) + (a1 * state1 + to_state0 * state0);
      row.sums[2][i] += T(0) + (a1 * state0 + a2 * state1);
      row.sums[3][i] += T(0) + to_state0 * current;
    }
  }
};

// spikefuse.neuron.resonator.ResonateAndFire(reset='none', detach_reset=True)
struct ResonateAndFireNoneDetached {
  static constexpr char name[] = "ResonateAndFireNoneDetached";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 4;  // threshold, decay, rotation, input_gain

  template <typename T, typename Form>
  static constexpr auto forward = ResonateAndFireNone::template forward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward = ResonateAndFireSoftDetached::template backward<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward_to_parameters = ResonateAndFireNone::template backward_to_parameters<T, Form>;
};

// spikefuse.neuron.delayed_synaptic.Synaptic(reset='soft')
struct SynapticSoft {
  static constexpr char name[] = "SynapticSoft";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 3;  // threshold, current_decay, decay

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = current_decay * state0 + current;
      const T a1 = decay * state1 + a0 - (state1 - threshold >= edge ? T(1) : T(0)) * threshold;
      row.charged[0][i] = a0;
      row.charged[1][i] = a1;
      row.next[0][i] = a0;
      row.next[1][i] = a1;
      row.spike[i] = a1 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T slope = row.slope[i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = to_state1 + slope * to_spike;
      const T a1 = to_state0 + a0;
      row.to_current[i] = a1;
      row.to_state[0][i] = current_decay * a1;
      row.to_state[1][i] = decay * a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state1 + a0;
      const T a2 = to_state0 + a1;
      row.to_current[i] = a2;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = current_decay * a2;
      row.to_state[1][i] = decay * a1;
      row.sums[0][i] += -a0 + (state1 - threshold >= edge ? T(1) : T(0)) * -a1;
      row.sums[1][i] += T(0) + a2 * state0;
      row.sums[2][i] += T(0) + a1 * state1;
    }
  }
};

// spikefuse.neuron.delayed_synaptic.Synaptic(reset='hard')
struct SynapticHard {
  static constexpr char name[] = "SynapticHard";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = true, exact = true;
  static constexpr int parameters = 3;  // threshold, current_decay, decay

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = current_decay * state0 + current;
      const T a1 = (T(1) - (state1 - threshold >= edge ? T(1) : T(0))) * (decay * state1 + a0);
      row.charged[0][i] = a0;
      row.charged[1][i] = a1;
      row.next[0][i] = a0;
      row.next[1][i] = a1;
      row.spike[i] = a1 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static void backward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T slope = row.slope[i];
      const T state1 = row.state[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = (T(1) - (state1 - threshold >= edge ? T(1) : T(0))) * (to_state1 + slope * to_spike);
      const T a1 = to_state0 + a0;
      row.to_current[i] = a1;
      row.to_state[0][i] = current_decay * a1;
      row.to_state[1][i] = decay * a0;
    }
  }

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = (T(1) - (state1 - threshold >= edge ? T(1) : T(0))) * (to_state1 + a0);
      const T a2 = to_state0 + a1;
      row.to_current[i] = a2;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = current_decay * a2;
      row.to_state[1][i] = decay * a1;
      row.sums[0][i] += -a0 + T(0);
      row.sums[1][i] += T(0) + a2 * state0;
      row.sums[2][i] += T(0) + a1 * state1;
    }
  }
};

// spikefuse.neuron.delayed_synaptic.Synaptic(reset='none')
struct SynapticNone {
  static constexpr char name[] = "SynapticNone";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false, exact = true;
  static constexpr int parameters = 3;  // threshold, current_decay, decay

  template <typename T, typename Form>
  static void forward(const Row<T>& row, int count) {
    const Form each_threshold(row.parameters[0]);
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T current = row.current[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T a0 = current_decay * state0 + current;
      const T a1 = decay * state1 + a0;
      row.charged[0][i] = a0;
      row.charged[1][i] = a1;
      row.next[0][i] = a0;
      row.next[1][i] = a1;
      row.spike[i] = a1 - threshold >= edge ? T(1) : T(0);
    }
  }

  template <typename T, typename Form>
  static constexpr auto distance = CurrentLIFSoft::template distance<T, Form>;

  template <typename T, typename Form>
  static constexpr auto settle = CurrentLIFNone::template settle<T, Form>;

  template <typename T, typename Form>
  static constexpr auto backward = SynapticSoft::template backward<T, Form>;

  template <typename T, typename Form>
  static void backward_to_parameters(const Row<T>& row, int count) {
    const Form each_current_decay(row.parameters[1]);
    const Form each_decay(row.parameters[2]);
    VECTORISE for (int i = 0; i < count; ++i) {
      const T current_decay = each_current_decay[i];
      const T decay = each_decay[i];
      const T slope = row.slope[i];
      const T state0 = row.state[0][i];
      const T state1 = row.state[1][i];
      const T to_state0 = row.to_state[0][i];
      const T to_state1 = row.to_state[1][i];
      const T to_spike = row.to_spike[i];
      const T a0 = slope * to_spike;
      const T a1 = to_state1 + a0;
      const T a2 = to_state0 + a1;
      row.to_current[i] = a2;
      row.through_spike[i] = to_spike;
      row.to_state[0][i] = current_decay * a2;
      row.to_state[1][i] = decay * a1;
      row.sums[0][i] += -a0 + T(0);
      row.sums[1][i] += T(0) + a2 * state0;
      row.sums[2][i] += T(0) + a1 * state1;
    }
  }
};

#define EACH_STEP(DO) \
  DO(CLIFSoft) \
  DO(CLIFSoftDetached) \
  DO(EIFHard) \
  DO(EIFHardDetached) \
  DO(EIFSoft) \
  DO(EIFSoftDetached) \
  DO(IFSoft) \
  DO(IFSoftDetached) \
  DO(IFHard) \
  DO(IFHardDetached) \
  DO(IFNone) \
  DO(IFNoneDetached) \
  DO(ILIF) \
  DO(ILIFDetached) \
  DO(LIFSoft) \
  DO(LIFSoftDetached) \
  DO(LIFHard) \
  DO(LIFHardDetached) \
  DO(LIFNone) \
  DO(LIFNoneDetached) \
  DO(QIFHard) \
  DO(QIFHardDetached) \
  DO(QIFSoft) \
  DO(QIFSoftDetached) \
  DO(AdaptiveLIFSoft) \
  DO(AdaptiveLIFSoftDetached) \
  DO(AdaptiveLIFHard) \
  DO(AdaptiveLIFHardDetached) \
  DO(AdaptiveLIFNone) \
  DO(AdaptiveLIFNoneDetached) \
  DO(AlphaHard) \
  DO(AlphaSoft) \
  DO(AlphaNone) \
  DO(CurrentLIFSoft) \
  DO(CurrentLIFSoftDetached) \
  DO(CurrentLIFHard) \
  DO(CurrentLIFHardDetached) \
  DO(CurrentLIFNone) \
  DO(CurrentLIFNoneDetached) \
  DO(IzhikevichHard) \
  DO(IzhikevichHardDetached) \
  DO(LeakySoft) \
  DO(LeakyHard) \
  DO(LeakyNone) \
  DO(LeakyIntegrator) \
  DO(ResonateAndFireSoft) \
  DO(ResonateAndFireSoftDetached) \
  DO(ResonateAndFireHard) \
  DO(ResonateAndFireHardDetached) \
  DO(ResonateAndFireNone) \
  DO(ResonateAndFireNoneDetached) \
  DO(SynapticSoft) \
  DO(SynapticHard) \
  DO(SynapticNone)
