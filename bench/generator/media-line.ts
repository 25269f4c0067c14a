import { randomBytes } from 'node:crypto'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import type { types } from 'mediasoup'
import type { MediaAnswers } from '../../domain/media-messages.ts'
import { type Certificate, Handshake } from '../rtp/dtls.ts'
import { deriveKeys, type ProfileName, SrtcpContext, SrtpContext } from '../rtp/srtp.ts'
import { BINDING_SUCCESS, bindingRequest, type IceCredentials } from '../rtp/stun.ts'

export type CreatedTransport = MediaAnswers['create-transport']

/** Loss must be the server's, not this socket's. */
const RECEIVE_BUFFER = 2 * 1024 * 1024
const CHECK_EVERY = 50
const CHECKED_WITHIN = 10_000

interface Keys {
  readonly profile: ProfileName
  readonly srtpOut: SrtpContext
  readonly srtcpOut: SrtcpContext
  readonly srtpIn: SrtpContext
  readonly srtcpIn: SrtcpContext
}

export interface MediaLineEvents {
  /** The packet is overwritten after the call. */
  readonly rtp: (packet: Buffer) => void
  readonly rtcp: (compound: Buffer) => void
}

/** One transport of a hall as a browser has it: a UDP socket, ICE, DTLS and SRTP. */
export class MediaLine {
  readonly port: number
  /** Nothing passes in either direction, and nobody is told. */
  isCut = false
  readonly #socket: Socket
  readonly #ice: IceCredentials
  readonly #events: MediaLineEvents
  #keys: Keys | null = null
  #handshake: Handshake | null = null
  #checked: (() => void) | null = null
  #closed = false

  private constructor(socket: Socket, ice: IceCredentials, events: MediaLineEvents) {
    this.#socket = socket
    this.#ice = ice
    this.#events = events
    this.port = socket.address().port
    socket.on('message', (packet) => this.#arrived(packet))
    socket.on('error', () => {})
  }

  /**
   * Opens the line to a transport that the server has created, by its first UDP candidate.
   * @param address where the server is, whatever its candidate says
   * @param connect tells the server of the certificate
   */
  static async open(
    created: CreatedTransport,
    certificate: Certificate,
    address: string,
    connect: (dtlsParameters: types.DtlsParameters) => Promise<unknown>,
    events: MediaLineEvents,
  ): Promise<MediaLine> {
    const candidates = created.iceCandidates as unknown as readonly types.IceCandidate[]
    const candidate = candidates.find(({ protocol }) => protocol === 'udp')
    if (!candidate) throw new Error('the server offers no UDP candidate')
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    socket.setRecvBufferSize(RECEIVE_BUFFER)
    socket.connect(candidate.port, address)
    await once(socket, 'connect')
    const remote = created.iceParameters as unknown as types.IceParameters
    const ice = {
      localUfrag: randomBytes(4).toString('hex'),
      remoteUfrag: remote.usernameFragment,
      remotePassword: remote.password,
    }
    const line = new MediaLine(socket, ice, events)
    try {
      await line.#check()
      await connect({ role: 'client', fingerprints: [certificate.fingerprint] })
      await line.#shakeHands(certificate)
      return line
    } catch (error) {
      line.close()
      throw error
    }
  }

  get profile(): ProfileName | null {
    return this.#keys?.profile ?? null
  }

  /** Encrypts the packet in place and sends it; its buffer may be used again once the kernel has it. */
  sendRtp(packet: Buffer, header: number, length: number, rollover: number): void {
    if (!this.#keys || this.#closed || this.isCut) return
    const size = this.#keys.srtpOut.protect(packet, header, length, rollover)
    this.#socket.send(packet, 0, size)
  }

  sendRtcp(packet: Buffer): void {
    if (this.#keys && !this.#closed && !this.isCut) this.#socket.send(this.#keys.srtcpOut.protect(packet))
  }

  /** The payload of a packet that has just arrived. @throws Error when it is not authentic */
  open(packet: Buffer, header: number, rollover: number): Buffer {
    if (!this.#keys) throw new Error('no keys yet')
    return this.#keys.srtpIn.unprotect(packet, header, packet.length, rollover)
  }

  /** Shows the server that this side still wants to receive; due every few seconds. */
  proveConsent(): void {
    if (!this.#closed && !this.isCut) this.#socket.send(bindingRequest(this.#ice))
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#socket.close()
  }

  async #check(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const asking = setInterval(() => this.proveConsent(), CHECK_EVERY)
      const end = (settle: () => void) => {
        clearInterval(asking)
        clearTimeout(timer)
        this.#checked = null
        settle()
      }
      const timer = setTimeout(() => end(() => reject(new Error('no answer to ICE'))), CHECKED_WITHIN)
      this.#checked = () => end(resolve)
      this.proveConsent()
    })
  }

  async #shakeHands(certificate: Certificate): Promise<void> {
    this.#handshake = new Handshake(certificate, (packet) => {
      if (!this.#closed && !this.isCut) this.#socket.send(packet)
    })
    const { profile, local, remote } = await this.#handshake.done
    this.#keys = {
      profile,
      srtpOut: new SrtpContext(profile, deriveKeys(profile, local.key, local.salt, 'rtp')),
      srtcpOut: new SrtcpContext(profile, deriveKeys(profile, local.key, local.salt, 'rtcp')),
      srtpIn: new SrtpContext(profile, deriveKeys(profile, remote.key, remote.salt, 'rtp')),
      srtcpIn: new SrtcpContext(profile, deriveKeys(profile, remote.key, remote.salt, 'rtcp')),
    }
    this.#handshake = null
  }

  /** What kind of packet it is shows in its first byte (RFC 7983). */
  #arrived(packet: Buffer): void {
    if (this.isCut) return
    const first = packet[0] ?? 0
    if (first >= 128 && first <= 191) {
      if (!this.#keys) return
      const type = packet[1] ?? 0
      if (type < 192 || type > 223) {
        this.#events.rtp(packet)
        return
      }
      try {
        this.#events.rtcp(this.#keys.srtcpIn.unprotect(packet))
      } catch {
        // Not authentic: as a browser, it takes no notice.
      }
    } else if (first >= 20 && first <= 63) this.#handshake?.receive(packet)
    else if (first < 4 && packet.readUInt16BE(0) === BINDING_SUCCESS) this.#checked?.()
  }
}
