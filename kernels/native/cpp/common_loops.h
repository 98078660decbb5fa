// Loops that know no formula: conversions, sums, and rounding to bfloat16.
// Included within the namespace of a set of instructions.

inline uint32_t bits_of(float x) {
  uint32_t bits;
  __builtin_memcpy(&bits, &x, sizeof(bits));
  return bits;
}

inline float float_of(uint32_t bits) {
  float x;
  __builtin_memcpy(&x, &bits, sizeof(x));
  return x;
}

// A bfloat16 is the upper half of a float.
inline float widened(uint16_t bits) { return float_of(uint32_t{bits} << 16); }

inline uint16_t narrowed(float x) {
  const uint32_t bits = bits_of(x);
  const uint32_t rounded = bits + 0x7FFF + ((bits >> 16) & 1);
  return static_cast<uint16_t>((x != x ? bits | 0x400000 : rounded) >> 16);
}

template <typename From, typename To>
void converted(const void* from, To* to, int count) {
  const From* xs = static_cast<const From*>(from);
  VECTORISE for (int i = 0; i < count; ++i) to[i] = static_cast<To>(xs[i]);
}

template <typename To>
void from_bfloat16(const void* from, To* to, int count) {
  const uint16_t* xs = static_cast<const uint16_t*>(from);
  VECTORISE for (int i = 0; i < count; ++i) to[i] = static_cast<To>(widened(xs[i]));
}

template <typename From, typename To>
void stored(const From* from, void* to, int count) {
  converted<From, To>(from, static_cast<To*>(to), count);
}

template <typename From>
void to_bfloat16(const From* from, void* to, int count) {
  uint16_t* xs = static_cast<uint16_t*>(to);
  VECTORISE for (int i = 0; i < count; ++i) xs[i] = narrowed(static_cast<float>(from[i]));
}

// As XLA converts: what is too large to the nearest, and NaN to 0.
template <typename From>
void to_integer(const From* from, void* to, int count) {
  int8_t* xs = static_cast<int8_t*>(to);
  VECTORISE for (int i = 0; i < count; ++i) {
    const From x = from[i] == from[i] ? from[i] : From(0);
    const From within = x < From(-128) ? From(-128) : x > From(127) ? From(127) : x;
    xs[i] = static_cast<int8_t>(static_cast<int>(within));
  }
}

template <typename From>
void to_bool(const From* from, void* to, int count) {
  uint8_t* xs = static_cast<uint8_t*>(to);
  VECTORISE for (int i = 0; i < count; ++i) xs[i] = from[i] != From(0);
}

template <typename T>
void add(const T* xs, T* sums, int count) {
  VECTORISE for (int i = 0; i < count; ++i) sums[i] += xs[i];
}

template <typename T>
void add_product(const T* xs, const T* ys, T* sums, int count) {
  VECTORISE for (int i = 0; i < count; ++i) sums[i] += xs[i] * ys[i];
}

// The bfloat16 nearest to each number, and the one on its other side.
template <typename T>
void neighbours(const T* xs, T* nearest, T* other, int count) {
  VECTORISE for (int i = 0; i < count; ++i) {
    const float x = static_cast<float>(xs[i]);
    const uint32_t bits = bits_of(x), lower = bits & 0xFFFF;
    const uint32_t towards_zero = bits - lower;
    const uint32_t away = lower == 0 ? towards_zero : towards_zero + 0x10000;
    const bool is_odd = (bits >> 16) & 1;
    const bool round_up = (lower > 0x8000) | ((lower == 0x8000) & is_odd);
    nearest[i] = static_cast<T>(x != x ? x : float_of(round_up ? away : towards_zero));
    other[i] = static_cast<T>(x != x ? x : float_of(round_up ? towards_zero : away));
  }
}

template <typename T>
void fires(const T* distance, T edge, T* spike, int count) {
  VECTORISE for (int i = 0; i < count; ++i) spike[i] = distance[i] >= edge ? T(1) : T(0);
}

// Where a spike is the first that is as it should be: `better` is 1 there, and `found` from then.
template <typename T>
void fires_alike(const T* tried, const T* spike, T* found, T* better, int count) {
  VECTORISE for (int i = 0; i < count; ++i) {
    const bool alike = tried[i] == spike[i];
    better[i] = alike & (found[i] == T(0)) ? T(1) : T(0);
    found[i] = alike ? T(1) : found[i];
  }
}

template <typename T>
void choose(const T* better, const T* candidate, T* result, int count) {
  VECTORISE for (int i = 0; i < count; ++i) {
    result[i] = better[i] != T(0) ? candidate[i] : result[i];
  }
}

// Copies from an aligned buffer to any place. Where there are no such stores, that is memcpy.
inline void stream(const void* from, void* to, int64_t bytes) {
  const char* source = static_cast<const char*>(from);
  char* target = static_cast<char*>(to);
  int64_t i = 0;
#if defined(__x86_64__)
  constexpr int64_t kLine = 64;
  const int64_t before = -reinterpret_cast<intptr_t>(target) & (kLine - 1);
  i = before < bytes ? before : bytes;
  __builtin_memcpy(target, source, i);
  for (; i + kLine <= bytes; i += kLine) {
    for (int64_t j = i; j < i + kLine; j += 16) {
      const __m128i vector = _mm_loadu_si128(reinterpret_cast<const __m128i*>(source + j));
      _mm_stream_si128(reinterpret_cast<__m128i*>(target + j), vector);
    }
  }
#endif
  __builtin_memcpy(target + i, source + i, bytes - i);
}

template <typename T>
constexpr CommonLoops<T> kCommon = {
    converted<float, T>, converted<double, T>, from_bfloat16<T>, stored<T, float>,
    stored<T, double>,   to_bfloat16<T>,       to_integer<T>,    to_bool<T>,
    add<T>,              add_product<T>,       neighbours<T>,    fires<T>,
    fires_alike<T>,      choose<T>,            stream,
};
