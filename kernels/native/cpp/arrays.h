// Arrays over time as XLA hands them over, read and written a row of a block at a time.

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <type_traits>
#include <vector>

#include "tables.h"

namespace spikefuse {

enum class Kind : uint8_t { kFloat, kDouble, kBfloat16, kByte };

inline size_t SizeOf(Kind kind) {
  constexpr size_t sizes[] = {4, 8, 2, 1};
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

// An operand or a result of shape [rows, neurons], or of one row; no data stands for zeros.
struct Array {
  void* data = nullptr;
  Kind kind = Kind::kFloat;

  bool is_given() const { return data != nullptr; }

  void* Row(int64_t row, const Block& block) const {
    return static_cast<char*>(data) + (row * block.total + block.start) * SizeOf(kind);
  }
};

// Buffers of a block. A buffer's rows are as long as a whole number of vectors;
// one of a single row begins as zeros.
template <typename T>
class Scratch {
 public:
  explicit Scratch(int count) : length_((count + kVector - 1) / kVector * kVector) {}

  ~Scratch() {
    for (T* buffer : buffers_) ::operator delete[](buffer, kAlignment);
  }

  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  T* Buffer(int64_t rows = 1) {
    buffers_.reserve(buffers_.size() + 1);
    const size_t bytes = length_ * rows * sizeof(T);
    T* buffer = static_cast<T*>(::operator new[](bytes, kAlignment));
    buffers_.push_back(buffer);
    if (rows == 1) std::memset(buffer, 0, bytes);
    return buffer;
  }

  int length() const { return static_cast<int>(length_); }

 private:
  static constexpr int64_t kVector = 16;
  static constexpr std::align_val_t kAlignment{64};
  int64_t length_;
  std::vector<T*> buffers_;
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
    if (!array.is_given() || array.kind != kKindOf<T>) buffer_ = scratch.Buffer();
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

// Writes rows of T to an array: in place where it has that, else converted when they are done.
template <typename T>
class Writer {
 public:
  Writer(const Array& array, const Block& block, const CommonLoops<T>& loops, Scratch<T>& scratch)
      : array_(array), block_(block) {
    switch (array.kind) {
      case Kind::kFloat: convert_ = loops.to_float; break;
      case Kind::kDouble: convert_ = loops.to_double; break;
      case Kind::kBfloat16: convert_ = loops.to_bfloat16; break;
      case Kind::kByte: convert_ = loops.to_byte; break;
    }
    if (!array.is_given() || array.kind != kKindOf<T>) buffer_ = scratch.Buffer();
  }

  bool is_given() const { return array_.is_given(); }

  T* Place(int64_t row) const {
    return buffer_ != nullptr ? buffer_ : static_cast<T*>(array_.Row(row, block_));
  }

  void Done(int64_t row) const {
    if (is_given() && buffer_ != nullptr) convert_(buffer_, array_.Row(row, block_), block_.count);
  }

  void Write(const T* values, int64_t row = 0) const {
    if (!is_given()) return;
    if (array_.kind == kKindOf<T>) {
      std::memcpy(array_.Row(row, block_), values, block_.count * sizeof(T));
    } else {
      convert_(values, array_.Row(row, block_), block_.count);
    }
  }

 private:
  Array array_;
  Block block_;
  void (*convert_)(const T*, void*, int);
  T* buffer_ = nullptr;
};

}  // namespace spikefuse
