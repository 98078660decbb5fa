#include <algorithm>

#include "passes.h"

namespace spikefuse {
namespace {

double ValueAt(const Array& array, int64_t index) {
  if (array.kind == Kind::kDouble) return static_cast<const double*>(array.data)[index];
  return static_cast<const float*>(array.data)[index];
}

}  // namespace

template <typename T>
const T* Expanded(const Parameter& parameter, const Block& block, bool keep_shared,
                  Scratch<T>& scratch) {
  T* buffer = scratch.Buffer();
  if (parameter.is_shared) {
    const double value =
        parameter.array.is_given() ? ValueAt(parameter.array, 0) : parameter.number;
    std::fill_n(buffer, keep_shared ? 1 : scratch.length(), static_cast<T>(value));
  } else {
    for (int i = 0; i < block.count; ++i) {
      buffer[i] = static_cast<T>(ValueAt(parameter.array, block.start + i));
    }
  }
  return buffer;
}

template const float* Expanded(const Parameter&, const Block&, bool, Scratch<float>&);
template const double* Expanded(const Parameter&, const Block&, bool, Scratch<double>&);

}  // namespace spikefuse
