// What XLA calls. Operands and results are those of `Forward` and `Linear` in `recurrence/plan.py`,
// seen as [time, neurons], [neurons], or, for shared parameters, one value.

#include <string_view>

#include "arguments.h"
#include "generated/formulas.h"
#include "schedule.h"

namespace spikefuse {
namespace {

template <typename Run>
ffi::Future Checked(Run run) {
  try {
    return run();
  } catch (const Mistake& mistake) {
    return Done(ffi::Error::InvalidArgument(mistake.message));
  } catch (const std::exception& error) {
    return Done(ffi::Error::Internal(error.what()));
  }
}

ffi::Future RunForward(ffi::ThreadPool pool, ffi::RemainingArgs operands,
                       ffi::RemainingRets results, int64_t length, int64_t neurons, bool wide,
                       std::string_view step, bool spike_at_zero, Flags asked, Flags places,
                       Numbers numbers) {
  return Checked([&] {
    const Loops<float>& loops = Chosen().single;
    Forward pass;
    pass.length = length;
    pass.neurons = neurons;
    pass.step = Index(loops.steps, loops.step_count, step);
    pass.spike_at_zero = spike_at_zero;
    const CompiledStep<float>& of_step = loops.steps[pass.step];
    Buffers buffers(operands, results);
    const int64_t whole = length * neurons;
    pass.current = buffers.Operand(whole);
    for (int i = 0; i < of_step.states; ++i) pass.initial.push_back(buffers.Operand(neurons));
    std::vector<Parameter> arrays(operands.size() - 1 - of_step.states);
    for (Parameter& each : arrays) each.array = buffers.ParameterOperand(neurons, &each.is_shared);
    pass.parameters = Parameters(numbers, places, arrays, 0, of_step.parameters);
    FlagReader flags(asked);
    const auto result = [&](int64_t count) {
      return flags.Next() ? buffers.Result(count) : Array{};
    };
    pass.spikes = result(whole);
    for (int i = 0; i < of_step.states; ++i) pass.final.push_back(result(neurons));
    for (int i = 0; i < of_step.states; ++i) pass.trace.push_back(result(whole));
    for (int i = 0; i < of_step.inner; ++i) pass.inner.push_back(result(whole));
    buffers.End();
    return Start(pool, std::move(pass), wide, of_step.inner);
  });
}

ffi::Future RunBackward(ffi::ThreadPool pool, ffi::RemainingArgs operands,
                        ffi::RemainingRets results, int64_t length, int64_t neurons, bool wide,
                        std::string_view step, std::string_view surrogate, std::string_view above,
                        bool spike_at_zero, bool learns, bool recompute, Flags given, Flags asked,
                        Flags places, Numbers numbers) {
  return Checked([&] {
    const Loops<float>& loops = Chosen().single;
    Backward pass;
    pass.length = length;
    pass.neurons = neurons;
    pass.step = Index(loops.steps, loops.step_count, step);
    pass.spike_at_zero = spike_at_zero;
    const CompiledStep<float>& of_step = loops.steps[pass.step];
    pass.recompute = recompute;
    Buffers buffers(operands, results);
    const int64_t whole = length * neurons;
    FlagReader is_given(given);
    size_t arrays_before = 0;
    const auto operand = [&](int64_t count) {
      if (!is_given.Next()) return Array{};
      ++arrays_before;
      return buffers.Operand(count);
    };
    pass.to_spikes = operand(whole);
    for (int i = 0; i < of_step.states; ++i) pass.to_final.push_back(operand(neurons));
    for (int i = 0; i < of_step.states; ++i) pass.to_trace.push_back(operand(whole));
    for (int i = 0; i < of_step.inner; ++i) pass.inner.push_back(operand(whole));
    pass.current = operand(whole);
    for (int i = 0; i < of_step.states; ++i) {
      const Array initial = operand(neurons);
      if (initial.is_given()) pass.initial.push_back(initial);
    }
    FlagReader is_asked(asked);
    const auto result = [&](int64_t count) {
      return is_asked.Next() ? buffers.Result(count) : Array{};
    };
    pass.to_current = result(whole);
    for (int i = 0; i < of_step.states; ++i) pass.to_initial.push_back(result(neurons));
    std::vector<Parameter> arrays(operands.size() - arrays_before);
    for (Parameter& each : arrays) {
      each.array = buffers.ParameterOperand(neurons, &each.is_shared);
      const Array gradient = result(neurons);
      if (!gradient.is_given()) continue;
      each.gradient = static_cast<int>(pass.gradients.size());
      pass.gradients.push_back(gradient);
    }
    buffers.End();
    pass.parameters = Parameters(numbers, places, arrays, 0, of_step.parameters);
    int taken = of_step.parameters;
    const auto find = [&](std::string_view name, int& index, std::vector<Parameter>& parameters) {
      if (name.empty()) return;
      index = Index(loops.surrogates, loops.surrogate_count, name);
      const int count = loops.surrogates[index].parameters;
      parameters = Parameters(numbers, places, arrays, taken, count);
      taken += count;
      for (const Parameter& each : parameters) pass.learns |= learns && each.gradient >= 0;
    };
    find(surrogate, pass.surrogate, pass.surrogate_parameters);
    find(above, pass.above, pass.above_parameters);
    return Start(pool, std::move(pass), wide, of_step.inner);
  });
}

}  // namespace

XLA_FFI_DEFINE_HANDLER_SYMBOL(spikefuse_forward, RunForward,
                              ffi::Ffi::Bind()
                                  .Ctx<ffi::ThreadPool>()
                                  .RemainingArgs()
                                  .RemainingRets()
                                  .Attr<int64_t>("length")
                                  .Attr<int64_t>("neurons")
                                  .Attr<bool>("wide")
                                  .Attr<std::string_view>("step")
                                  .Attr<bool>("spike_at_zero")
                                  .Attr<Flags>("asked")
                                  .Attr<Flags>("places")
                                  .Attr<Numbers>("numbers"));

XLA_FFI_DEFINE_HANDLER_SYMBOL(spikefuse_backward, RunBackward,
                              ffi::Ffi::Bind()
                                  .Ctx<ffi::ThreadPool>()
                                  .RemainingArgs()
                                  .RemainingRets()
                                  .Attr<int64_t>("length")
                                  .Attr<int64_t>("neurons")
                                  .Attr<bool>("wide")
                                  .Attr<std::string_view>("step")
                                  .Attr<std::string_view>("surrogate")
                                  .Attr<std::string_view>("above")
                                  .Attr<bool>("spike_at_zero")
                                  .Attr<bool>("learns")
                                  .Attr<bool>("recompute")
                                  .Attr<Flags>("given")
                                  .Attr<Flags>("asked")
                                  .Attr<Flags>("places")
                                  .Attr<Numbers>("numbers"));

}  // namespace spikefuse

// What the loader asks before it registers anything.
extern "C" {

int spikefuse_ffi_major() { return XLA_FFI_API_MAJOR; }

int spikefuse_ffi_minor() { return XLA_FFI_API_MINOR; }

const char* spikefuse_formulas() { return SPIKEFUSE_FORMULAS; }

const char* spikefuse_instructions() { return spikefuse::Chosen().instructions; }
}
