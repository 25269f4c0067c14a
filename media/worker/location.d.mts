type Environment = Readonly<Record<string, string | undefined>>

/** Where npm installs the package `mediasoup`, from whose sources the worker is built. */
export const mediasoupDirectory: string

/** Where this project keeps what is costly to make again: `${XDG_CACHE_HOME:-~/.cache}/diem-cau`. */
export function cacheDirectory(env?: Environment): string

/**
 * The path at which the worker executable belongs: `MEDIASOUP_WORKER_BIN`, else a file of the cache named after
 * mediasoup's version, the platform, the distribution and the build recipe. The file need not exist.
 */
export function workerLocation(env?: Environment): string
