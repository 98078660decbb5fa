// The operands, results and attributes of a call, taken one after the other, and checked.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "passes.h"
#include "xla/ffi/api/ffi.h"

namespace spikefuse {

namespace ffi = xla::ffi;

using Flags = ffi::Span<const int64_t>;
using Numbers = ffi::Span<const double>;

// A mistake in a call, which no call from Python makes.
struct Mistake {
  std::string message;
};

inline Kind KindOf(ffi::DataType type) {
  switch (type) {
    case ffi::DataType::F32: return Kind::kFloat;
    case ffi::DataType::F64: return Kind::kDouble;
    case ffi::DataType::BF16: return Kind::kBfloat16;
    case ffi::DataType::PRED: return Kind::kBool;
    case ffi::DataType::S8: return Kind::kInteger;
    default: throw Mistake{"an array has a dtype that no loop is for"};
  }
}

// Takes buffers one after the other, each with as many values as there must be.
class Buffers {
 public:
  Buffers(ffi::RemainingArgs operands, ffi::RemainingRets results)
      : operands_(operands), results_(results) {}

  Array Operand(int64_t count) {
    const auto found = operands_.get<ffi::AnyBuffer>(operand_++);
    if (!found.has_value()) throw Mistake{"there are too few operands"};
    return Checked(*found, count);
  }

  // Of one value, or as many as there are neurons.
  Array ParameterOperand(int64_t neurons, bool* is_shared) {
    const auto found = operands_.get<ffi::AnyBuffer>(operand_++);
    if (!found.has_value()) throw Mistake{"there are too few operands"};
    *is_shared = found->element_count() == 1;
    return Checked(*found, *is_shared ? 1 : neurons);
  }

  Array Result(int64_t count) {
    auto found = results_.get<ffi::AnyBuffer>(result_++);
    if (!found.has_value()) throw Mistake{"there are too few results"};
    return Checked(**found, count);
  }

  void End() const {
    if (operand_ != operands_.size()) throw Mistake{"there are too many operands"};
    if (result_ != results_.size()) throw Mistake{"there are too many results"};
  }

 private:
  static Array Checked(const ffi::AnyBuffer& buffer, int64_t count) {
    if (static_cast<int64_t>(buffer.element_count()) != count) {
      throw Mistake{"an array has " + std::to_string(buffer.element_count()) + " values, not " +
                    std::to_string(count)};
    }
    return Array{buffer.untyped_data(), KindOf(buffer.element_type())};
  }

  ffi::RemainingArgs operands_;
  ffi::RemainingRets results_;
  size_t operand_ = 0, result_ = 0;
};

class FlagReader {
 public:
  explicit FlagReader(Flags flags) : flags_(flags) {}

  bool Next() {
    if (at_ >= flags_.size()) throw Mistake{"there are too few flags"};
    return flags_[at_++] != 0;
  }

 private:
  Flags flags_;
  size_t at_ = 0;
};

template <typename Table>
int Index(const Table* table, int count, std::string_view name) {
  for (int i = 0; i < count; ++i) {
    if (name == table[i].name) return i;
  }
  throw Mistake{"there is no loop of the name " + std::string(name)};
}

// Parameters, from numbers and from which of the operands each is, or -1.
inline std::vector<Parameter> Parameters(Numbers numbers, Flags places,
                                  const std::vector<Parameter>& operands, size_t begin,
                                  size_t count) {
  if (numbers.size() < begin + count || places.size() != numbers.size()) {
    throw Mistake{"there are too few parameters"};
  }
  std::vector<Parameter> found(count);
  for (size_t i = 0; i < count; ++i) {
    const int64_t place = places[begin + i];
    if (place >= static_cast<int64_t>(operands.size())) throw Mistake{"a parameter is missing"};
    found[i] = place < 0 ? Parameter{numbers[begin + i], {}, true, -1} : operands[place];
  }
  return found;
}

}  // namespace spikefuse
