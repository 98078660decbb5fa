// Functions of the C library that a vectorised loop calls for many numbers at once.
//
// That is where the compiler knows the library's vector mathematics: GCC on x86-64 with glibc.
// Elsewhere they are called for one number after the other, and are as accurate.

#pragma once

#if __has_include(<features.h>)
#include <features.h>
#endif

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__GLIBC__)
#define HAS_VECTOR_FORM __attribute__((const, simd("notinbranch")))
#else
#define HAS_VECTOR_FORM __attribute__((const))
#endif

#if defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 35)
#define HAS_NEWER_VECTOR_FORM HAS_VECTOR_FORM
#endif
#endif
#if !defined(HAS_NEWER_VECTOR_FORM)
#define HAS_NEWER_VECTOR_FORM __attribute__((const))
#endif

extern "C" {
HAS_VECTOR_FORM float expf(float) noexcept;
HAS_VECTOR_FORM double exp(double) noexcept;
HAS_VECTOR_FORM float logf(float) noexcept;
HAS_VECTOR_FORM double log(double) noexcept;
HAS_NEWER_VECTOR_FORM float expm1f(float) noexcept;
HAS_NEWER_VECTOR_FORM double expm1(double) noexcept;
HAS_NEWER_VECTOR_FORM float log1pf(float) noexcept;
HAS_NEWER_VECTOR_FORM double log1p(double) noexcept;
HAS_NEWER_VECTOR_FORM float erff(float) noexcept;
HAS_NEWER_VECTOR_FORM double erf(double) noexcept;
HAS_NEWER_VECTOR_FORM float tanhf(float) noexcept;
HAS_NEWER_VECTOR_FORM double tanh(double) noexcept;
}

#undef HAS_VECTOR_FORM
#undef HAS_NEWER_VECTOR_FORM
