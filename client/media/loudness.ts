/** Coefficients of a second-order filter in the z-domain, `a[0]` being 1, as `IIRFilterNode` takes them. */
export interface Filter {
  readonly feedforward: readonly [number, number, number]
  readonly feedback: readonly [number, number, number]
}

/**
 * K-weighting of ITU-R BS.1770-5, annex 1, for any sample rate: the head as a high shelf of 4 dB, then a high pass.
 * The Recommendation gives the coefficients for 48 kHz; these are the same filters taken there by the bilinear
 * transform.
 */
export function kWeighting(sampleRate: number): readonly [Filter, Filter] {
  return [shelf(sampleRate), highPass(sampleRate)]
}

function shelf(sampleRate: number): Filter {
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate)
  const q = 0.7071752369554196
  const high = 10 ** (3.999843853973347 / 20)
  const band = high ** 0.4996667741545416
  const a0 = 1 + k / q + k * k
  return {
    feedforward: [
      (high + (band * k) / q + k * k) / a0,
      (2 * (k * k - high)) / a0,
      (high - (band * k) / q + k * k) / a0,
    ],
    feedback: [1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  }
}

function highPass(sampleRate: number): Filter {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate)
  const q = 0.5003270373238773
  const a0 = 1 + k / q + k * k
  return { feedforward: [1, -2, 1], feedback: [1, (2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] }
}

/** Loudness (LUFS) of one channel of K-weighted samples from −1 to 1; −Infinity for silence. */
export function loudness(weighted: Float32Array): number {
  let sum = 0
  for (const sample of weighted) sum += sample * sample
  return -0.691 + 10 * Math.log10(sum / weighted.length)
}
