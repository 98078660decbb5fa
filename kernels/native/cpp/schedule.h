// Blocks of neurons on XLA's thread pool.

#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "flushing.h"
#include "passes.h"
#include "xla/ffi/api/ffi.h"

namespace spikefuse {

namespace ffi = xla::ffi;

// With so many values over time or fewer, one thread runs all blocks.
constexpr int64_t kAlone = 1 << 18;

// How many neurons a block has: at least; at most, where a step is one loop, since long rows are
// read fastest; and at most, where it is several, between which the block stays in the first cache.
constexpr int64_t kFewest = 64, kMostInOne = 2048, kMostInSeveral = 512;

// The most bytes of a block over time that a pass computes again.
constexpr int64_t kMostAgain = 1 << 19;

inline int64_t BlockSize(const Forward& pass, int, int64_t) {
  return KeepsRounded(pass) ? kMostInSeveral : kMostInOne;
}

inline int64_t BlockSize(const Backward& pass, int inner, int64_t width) {
  if (!pass.recompute) return kMostInSeveral;
  const int64_t most = kMostAgain / std::max<int64_t>(1, pass.length * inner * width);
  // Whole vectors, as in the first pass: what is beyond them may be rounded in another way.
  return std::clamp(most, kFewest, kMostInSeveral) / kFewest * kFewest;
}

// A pass in blocks. Whoever comes takes the next; the promise is kept with the last.
template <typename Pass>
struct Work {
  Work(Pass pass, bool wide, int64_t block)
      : pass(std::move(pass)),
        wide(wide),
        block(block),
        blocks((this->pass.neurons + block - 1) / block),
        promise(blocks) {}

  void RunAll() {
    const Flushing flushing;
    for (int64_t i = next++; i < blocks; i = next++) promise.CountDown(1, Run(i));
  }

  ffi::Error Run(int64_t index) const {
    const int64_t start = index * block;
    const int count = static_cast<int>(std::min(block, pass.neurons - start));
    try {
      if (wide) {
        RunBlock(pass, Chosen().wide, Block{start, count, pass.neurons});
      } else {
        RunBlock(pass, Chosen().single, Block{start, count, pass.neurons});
      }
    } catch (const std::exception& error) {
      return ffi::Error::Internal(error.what());
    }
    // What was streamed is to be seen by whoever waits for this block.
    std::atomic_thread_fence(std::memory_order_seq_cst);
    return ffi::Error::Success();
  }

  const Pass pass;
  const bool wide;
  const int64_t block, blocks;
  std::atomic<int64_t> next{0};
  ffi::CountDownPromise promise;
};

inline ffi::Future Done(const ffi::Error& error = ffi::Error::Success()) {
  ffi::Promise promise;
  ffi::Future future(promise);
  if (error.success()) {
    promise.SetAvailable();
  } else {
    promise.SetError(error);
  }
  return future;
}

// Starts a pass, takes part in it, and returns without waiting: handlers run on the same pool, so
// one that waited could wait for itself.
template <typename Pass>
ffi::Future Start(ffi::ThreadPool pool, Pass pass, bool wide, int inner) {
  if (pass.neurons == 0) return Done();
  const int64_t values = pass.length * pass.neurons;
  const int64_t threads = values <= kAlone ? 1 : std::max<int64_t>(1, pool.num_threads());
  const int64_t even = (pass.neurons + 2 * threads - 1) / (2 * threads);
  const int64_t most = BlockSize(pass, inner, wide ? 8 : 4);
  const int64_t block = std::clamp((even + 63) / 64 * 64, kFewest, most / 64 * 64);
  auto work = std::make_shared<Work<Pass>>(std::move(pass), wide, block);
  ffi::Future future(work->promise);
  for (int64_t i = 1; i < std::min(threads, work->blocks); ++i) {
    pool.Schedule([work] { work->RunAll(); });
  }
  work->RunAll();
  return future;
}

}  // namespace spikefuse
