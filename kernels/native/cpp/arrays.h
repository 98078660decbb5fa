// Arrays over time as XLA hands them over, read and written a row of a block at a time.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <type_traits>
#include <vector>

#include "tables.h"

namespace spikefuse {

enum class Kind : uint8_t { kFloat, kDouble, kBfloat16, kInteger, kBool };

inline size_t SizeOf(Kind kind) {
  constexpr size_t sizes[] = {4, 8, 2, 1, 1};
  return sizes[static_cast<int>(kind)];
}

template <typename T>
constexpr Kind kKindOf = std::is_same_v<T, float> ? Kind::kFloat : Kind::kDouble;

// Which neurons, of all `total`, a block has.
struct Block {
  int64_t start;
  int count;
  int64_t total;
};

// Results of so many bytes or more are streamed past the caches: whoever reads them would not find
// them there any more.
int64_t LargeBytes();

// An operand or a result of shape [rows, neurons], or of one row; no data stands for zeros.
struct Array {
  void* data = nullptr;
  Kind kind = Kind::kFloat;

  bool is_given() const { return data != nullptr; }

  void* Row(int64_t row, const Block& block) const {
    return static_cast<char*>(data) + (row * block.total + block.start) * SizeOf(kind);
  }
};

// Buffers of a block, cut from a few pieces of memory. A buffer's rows are as long as a whole
// number of vectors; what is beyond the block in a single row is 0, so that loops over whole
// vectors compute nothing strange. To fill all of them with zeros takes longer than a step.
template <typename T>
class Scratch {
 public:
  explicit Scratch(int count) : length_((count + kVector - 1) / kVector * kVector) {}

  ~Scratch() {
    for (T* piece : pieces_) ::operator delete[](piece, kAlignment);
  }

  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  T* Buffer(int64_t rows = 1) {
    const int64_t values = length_ * rows;
    if (values > left_) {
      left_ = std::max(values, std::min(kRows * length_, kPiece));
      pieces_.reserve(pieces_.size() + 1);
      next_ = static_cast<T*>(::operator new[](left_ * sizeof(T), kAlignment));
      pieces_.push_back(next_);
    }
    T* buffer = next_;
    next_ += values;
    left_ -= values;
    if (rows == 1) std::fill_n(buffer + length_ - kVector, kVector, T(0));
    return buffer;
  }

  T* Zeros() {
    T* buffer = Buffer();
    std::fill_n(buffer, length_, T(0));
    return buffer;
  }

  int length() const { return static_cast<int>(length_); }

 private:
  static constexpr int64_t kVector = 16;
  static constexpr std::align_val_t kAlignment{64};
  // How many values a piece has: so many rows, but not so many that the allocator would ask the
  // system for it each time.
  static constexpr int64_t kRows = 16, kPiece = (1 << 16) / sizeof(T);
  int64_t length_, left_ = 0;
  T* next_ = nullptr;
  std::vector<T*> pieces_;
};

// Reads rows of an array as T: in place where they are that, else converted.
template <typename T>
class Reader {
 public:
  Reader(const Array& array, const Block& block, const CommonLoops<T>& loops, Scratch<T>& scratch)
      : array_(array), block_(block) {
    switch (array.kind) {
      case Kind::kFloat: convert_ = loops.from_float; break;
      case Kind::kDouble: convert_ = loops.from_double; break;
      default: convert_ = loops.from_bfloat16;
    }
    if (!array.is_given()) {
      buffer_ = scratch.Zeros();
    } else if (array.kind != kKindOf<T>) {
      buffer_ = scratch.Buffer();
    }
  }

  const T* operator()(int64_t row) const {
    if (!array_.is_given()) return buffer_;
    void* place = array_.Row(row, block_);
    if (array_.kind == kKindOf<T>) return static_cast<const T*>(place);
    convert_(place, buffer_, block_.count);
    return buffer_;
  }

 private:
  Array array_;
  Block block_;
  void (*convert_)(const void*, T*, int);
  T* buffer_ = nullptr;
};

// Writes rows of T to an array: in place where it has that, else from a buffer when they are done.
// Rows of large arrays are streamed past the caches, which could not hold them for who reads them.
template <typename T>
class Writer {
 public:
  Writer(const Array& array, const Block& block, const CommonLoops<T>& loops, Scratch<T>& scratch,
         bool is_large = false)
      : array_(array), block_(block), convert_(Conversion(array.kind, loops)) {
    const bool is_same = array.kind == kKindOf<T>;
    if (is_large && array.is_given()) stream_ = loops.stream;
    if (stream_ != nullptr && !is_same) staged_ = scratch.Buffer();
    if (stream_ != nullptr || !is_same || !array.is_given()) buffer_ = scratch.Buffer();
  }

  bool is_given() const { return array_.is_given(); }

  T* Place(int64_t row) const {
    return buffer_ != nullptr ? buffer_ : static_cast<T*>(array_.Row(row, block_));
  }

  void Done(int64_t row) const {
    if (buffer_ != nullptr) Write(buffer_, row);
  }

  void Write(const T* values, int64_t row = 0) const {
    if (!is_given()) return;
    void* place = array_.Row(row, block_);
    const size_t bytes = block_.count * SizeOf(array_.kind);
    const bool is_same = array_.kind == kKindOf<T>;
    if (!is_same) convert_(values, stream_ != nullptr ? staged_ : place, block_.count);
    if (stream_ != nullptr) {
      stream_(is_same ? values : staged_, place, bytes);
    } else if (is_same) {
      std::memcpy(place, values, bytes);
    }
  }

 private:
  using Convert = void (*)(const T*, void*, int);

  static Convert Conversion(Kind kind, const CommonLoops<T>& loops) {
    switch (kind) {
      case Kind::kFloat: return loops.to_float;
      case Kind::kDouble: return loops.to_double;
      case Kind::kBfloat16: return loops.to_bfloat16;
      case Kind::kInteger: return loops.to_integer;
      default: return loops.to_bool;
    }
  }

  Array array_;
  Block block_;
  Convert convert_;
  void (*stream_)(const void*, void*, int64_t) = nullptr;
  T* buffer_ = nullptr;
  T* staged_ = nullptr;
};

}  // namespace spikefuse
