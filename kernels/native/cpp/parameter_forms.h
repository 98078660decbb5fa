// A parameter in a loop over neurons: one value for all of them, which stays in a register, or one
// for each. Included within the namespace of a set of instructions.

template <typename T>
class Shared {
 public:
  explicit Shared(const T* values) : value_(*values) {}
  T operator[](int) const { return value_; }

 private:
  T value_;
};

template <typename T>
class Each {
 public:
  explicit Each(const T* values) : values_(values) {}
  T operator[](int i) const { return values_[i]; }

 private:
  const T* values_;
};

// The form for parameters that are one value each. In double precision, that is written out.
template <typename T>
struct FormOfOne {
  using Type = Shared<T>;
};

template <>
struct FormOfOne<double> {
  using Type = Each<double>;
};

template <typename T>
using OneForAll = typename FormOfOne<T>::Type;
