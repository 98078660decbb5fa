// Written by `python -m spikefuse.kernels.native.generate` from the formulas in Python.

// spikefuse.neuron.leaky.IF(reset='soft', detach_reset=False)
struct IFSoft {
  static constexpr char name[] = "IFSoft";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false;
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
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner0 = row.inner[0][i];
      const T a0 = inner0 - (inner0 - threshold >= edge ? T(1) : T(0)) * threshold;
      row.next[0][i] = a0;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner0 = row.inner[0][i];
      const T a0 = inner0 - (inner0 - threshold >= edge ? T(1) : T(0)) * threshold;
      row.next[0][i] = a0;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    const Form each_v_reset(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T inner0 = row.inner[0][i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      row.next[0][i] = (T(1) - a0) * inner0 + a0 * v_reset;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    const Form each_v_reset(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T inner0 = row.inner[0][i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      row.next[0][i] = (T(1) - a0) * inner0 + a0 * v_reset;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner0 = row.inner[0][i];
      row.next[0][i] = inner0;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner0 = row.inner[0][i];
      row.next[0][i] = inner0;
    }
  }

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

// spikefuse.neuron.leaky.LIF(reset='soft', detach_reset=False)
struct LIFSoft {
  static constexpr char name[] = "LIFSoft";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = true, state_matters = false;
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
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner0 = row.inner[0][i];
      const T a0 = inner0 - (inner0 - threshold >= edge ? T(1) : T(0)) * threshold;
      row.next[0][i] = a0;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T inner0 = row.inner[0][i];
      const T a0 = inner0 - (inner0 - threshold >= edge ? T(1) : T(0)) * threshold;
      row.next[0][i] = a0;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    const Form each_v_reset(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T inner0 = row.inner[0][i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      row.next[0][i] = (T(1) - a0) * inner0 + a0 * v_reset;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    const Form each_v_reset(row.parameters[1]);
    const T edge = row.edge;
    VECTORISE for (int i = 0; i < count; ++i) {
      const T threshold = each_threshold[i];
      const T v_reset = each_v_reset[i];
      const T inner0 = row.inner[0][i];
      const T a0 = inner0 - threshold >= edge ? T(1) : T(0);
      row.next[0][i] = (T(1) - a0) * inner0 + a0 * v_reset;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner0 = row.inner[0][i];
      row.next[0][i] = inner0;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner0 = row.inner[0][i];
      row.next[0][i] = inner0;
    }
  }

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

// spikefuse.neuron.adaptive.AdaptiveLIF(reset='soft', detach_reset=False)
struct AdaptiveLIFSoft {
  static constexpr char name[] = "AdaptiveLIFSoft";
  static constexpr int states = 2, inner = 3;
  static constexpr bool fires = true, state_matters = false;
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
  static constexpr bool fires = true, state_matters = false;
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
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
  static void distance(const Row<T>& row, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner2 = row.inner[2][i];
      row.distance[i] = inner2;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
  static void distance(const Row<T>& row, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner2 = row.inner[2][i];
      row.distance[i] = inner2;
    }
  }

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
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
  static void distance(const Row<T>& row, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner2 = row.inner[2][i];
      row.distance[i] = inner2;
    }
  }

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
      const T a0 = adaptation_decay * inner1 + adaptation_gain * (inner2 >= edge ? T(1) : T(0));
      row.next[0][i] = inner0;
      row.next[1][i] = a0;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
  static void distance(const Row<T>& row, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner2 = row.inner[2][i];
      row.distance[i] = inner2;
    }
  }

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
      const T a0 = adaptation_decay * inner1 + adaptation_gain * (inner2 >= edge ? T(1) : T(0));
      row.next[0][i] = inner0;
      row.next[1][i] = a0;
    }
  }

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

// spikefuse.neuron.synaptic.CurrentLIF(reset='soft', detach_reset=False)
struct CurrentLIFSoft {
  static constexpr char name[] = "CurrentLIFSoft";
  static constexpr int states = 2, inner = 2;
  static constexpr bool fires = true, state_matters = false;
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
      const T a0 = inner1 - (inner1 - threshold >= edge ? T(1) : T(0)) * threshold;
      row.next[0][i] = inner0;
      row.next[1][i] = a0;
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
  static constexpr bool fires = true, state_matters = false;
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
      const T a0 = inner1 - (inner1 - threshold >= edge ? T(1) : T(0)) * threshold;
      row.next[0][i] = inner0;
      row.next[1][i] = a0;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
  static constexpr bool fires = true, state_matters = false;
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
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      row.next[0][i] = inner0;
      row.next[1][i] = inner1;
    }
  }

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
  static constexpr bool fires = true, state_matters = false;
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
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner0 = row.inner[0][i];
      const T inner1 = row.inner[1][i];
      row.next[0][i] = inner0;
      row.next[1][i] = inner1;
    }
  }

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

// spikefuse.neuron.integrator.LeakyIntegrator()
struct LeakyIntegrator {
  static constexpr char name[] = "LeakyIntegrator";
  static constexpr int states = 1, inner = 1;
  static constexpr bool fires = false, state_matters = false;
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
  static void distance(const Row<T>& row, int count) {
  }

  template <typename T, typename Form>
  static void settle(const Row<T>& row, int count) {
    VECTORISE for (int i = 0; i < count; ++i) {
      const T inner0 = row.inner[0][i];
      row.next[0][i] = inner0;
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

#define EACH_STEP(DO) \
  DO(IFSoft) \
  DO(IFSoftDetached) \
  DO(IFHard) \
  DO(IFHardDetached) \
  DO(IFNone) \
  DO(IFNoneDetached) \
  DO(LIFSoft) \
  DO(LIFSoftDetached) \
  DO(LIFHard) \
  DO(LIFHardDetached) \
  DO(LIFNone) \
  DO(LIFNoneDetached) \
  DO(AdaptiveLIFSoft) \
  DO(AdaptiveLIFSoftDetached) \
  DO(AdaptiveLIFHard) \
  DO(AdaptiveLIFHardDetached) \
  DO(AdaptiveLIFNone) \
  DO(AdaptiveLIFNoneDetached) \
  DO(CurrentLIFSoft) \
  DO(CurrentLIFSoftDetached) \
  DO(CurrentLIFHard) \
  DO(CurrentLIFHardDetached) \
  DO(CurrentLIFNone) \
  DO(CurrentLIFNoneDetached) \
  DO(LeakyIntegrator)
