"""Small files of event data in their real formats, as the tests of ``--data`` need them."""

import numpy as np

__all__ = ["write_gestures", "write_heidelberg", "write_heidelberg_file", "write_nmnist"]


def write_heidelberg(folder, name="shd", classes=20, recordings=12):
    """Write both files of SHD or SSC; a recording of a class spikes on the units of that class."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed, part in enumerate(("train", "test")):
        random = np.random.default_rng(seed)
        labels = np.arange(recordings) % classes
        times = [np.sort(random.uniform(0, 1.0, 40)) for _ in labels]
        units = [20 * label + random.integers(0, 20, 40) for label in labels]
        write_heidelberg_file(folder / f"{name}_{part}.h5", times, units, labels)
    return folder


def write_heidelberg_file(file, times, units, labels):
    """Write a file as they are published: times of float16, units and labels of uint16."""
    import h5py

    with h5py.File(file, "w") as content:
        for name, rows, dtype in (("times", times, np.float16), ("units", units, np.uint16)):
            dataset = content.create_dataset(f"spikes/{name}", (len(rows),), h5py.vlen_dtype(dtype))
            for number, row in enumerate(rows):
                dataset[number] = np.asarray(row, dtype)
        content["labels"] = np.asarray(labels, np.uint16)
        content["extra/speaker"] = np.zeros(len(labels), np.uint16)
        content["extra/keys"] = [b"zero", b"one"]
    return file


def write_nmnist(folder, recordings=6):
    """Write N-MNIST's binaries: for each event x, y, and 24 bits of polarity and microseconds."""
    random = np.random.default_rng(0)
    for part in ("Train", "Test"):
        for number in range(recordings):
            place = folder / part / str(number % 2)
            place.mkdir(parents=True, exist_ok=True)
            x, y = random.integers(0, 34, (2, 50))
            times = np.sort(random.integers(0, 300_000, 50))
            # Of digit 1, all events are of the second polarity.
            polarity = np.full(50, number % 2) << 23
            words = (x << 32) | (y << 24) | polarity | times
            rows = [int(word).to_bytes(5, "big") for word in words]
            (place / f"{number:05}.bin").write_bytes(b"".join(rows))
    return folder


def write_gestures(folder, users=3):
    """Write arrays as tonic stores DVS-Gesture: columns x, y, polarity and milliseconds."""
    random = np.random.default_rng(0)
    for part in ("ibmGestureTrain", "ibmGestureTest"):
        for user in range(1, users + 1):
            place = folder / part / f"user{user:02}_led"
            place.mkdir(parents=True)
            for label in (0, 10):
                x, y = random.integers(0, 64, (2, 200)) + (64 if label else 0)
                columns = (x, y, random.integers(0, 2, 200), np.sort(random.integers(0, 6000, 200)))
                np.save(place / f"{label}.npy", np.stack(columns, axis=1))
    return folder
