import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { ProseRefusalCode } from '../../domain/prose-messages.ts'

/** Whose text it is: another person on the same device neither sees nor sends it. */
export interface TextPlace {
  readonly user: string
  readonly conference: string
  readonly document: string
}

/** An update that the server has not acknowledged. */
export interface UnsentUpdate {
  readonly id: string
  readonly update: Uint8Array
}

/** What a person wrote and the server would not store, with the reason. */
export interface LostText {
  readonly code: ProseRefusalCode
  readonly text: string
}

/** Keeps on this device what the server has not acknowledged. */
export interface UnsentStore {
  /** Updates in the order in which they were made. */
  read(
    place: TextPlace,
  ): Promise<{ readonly updates: readonly UnsentUpdate[]; readonly lost: LostText | null }>
  /** Adds an update at the end, in place of the one called `replaces` where that is given. */
  put(place: TextPlace, update: UnsentUpdate, replaces?: string): Promise<void>
  remove(place: TextPlace, id: string): Promise<void>
  /** Instead of these updates keeps the text that they said; null forgets the text. All or nothing. */
  keepLost(place: TextPlace, ids: readonly string[], lost: LostText | null): Promise<void>
  /** The documents of which something is unsent. */
  documents(user: string, conference: string): Promise<readonly string[]>
}

type PlaceKey = [user: string, conference: string, document: string]

interface Schema extends DBSchema {
  unsent: { key: [...PlaceKey, id: string]; value: TextPlace & UnsentUpdate & { readonly order: number } }
  lost: { key: PlaceKey; value: LostText }
}

/** The store in the browser's IndexedDB. Opened at the first use; each call fails alone. */
export function indexedDbStore(name = 'diem-cau-prose'): UnsentStore {
  let opening: Promise<IDBPDatabase<Schema>> | null = null
  let lastOrder = 0
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opening ??= openDatabase(name, () => {
      opening = null
    })
    return opening
  }
  /** Later than all before it, whatever the clock says. */
  const nextOrder = (): number => {
    lastOrder = Math.max(lastOrder + 1, Date.now())
    return lastOrder
  }
  return {
    read: async (place) => {
      const transaction = (await database()).transaction(['unsent', 'lost'])
      const [found, lost] = await Promise.all([
        transaction.objectStore('unsent').getAll(within(keyOf(place))),
        transaction.objectStore('lost').get(keyOf(place)),
      ])
      found.sort((one, other) => one.order - other.order)
      lastOrder = Math.max(lastOrder, found.at(-1)?.order ?? 0)
      return { updates: found.map(({ id, update }) => ({ id, update })), lost: lost ?? null }
    },
    put: async (place, { id, update }, replaces) => {
      const transaction = (await database()).transaction('unsent', 'readwrite')
      const { store } = transaction
      const asked = [
        store.put({ ...place, id, update, order: nextOrder() }),
        ...(replaces === undefined ? [] : [store.delete([...keyOf(place), replaces])]),
      ]
      // Nothing further is asked: a page that goes away now need not be there for the rest.
      transaction.commit()
      await Promise.all([...asked, transaction.done])
    },
    remove: async (place, id) => {
      await (await database()).delete('unsent', [...keyOf(place), id])
    },
    keepLost: async (place, ids, lost) => {
      const transaction = (await database()).transaction(['unsent', 'lost'], 'readwrite')
      const texts = transaction.objectStore('lost')
      await Promise.all([
        ...ids.map((id) => transaction.objectStore('unsent').delete([...keyOf(place), id])),
        lost ? texts.put(lost, keyOf(place)) : texts.delete(keyOf(place)),
        transaction.done,
      ])
    },
    documents: async (user, conference) => {
      const keys = await (await database()).getAllKeys('unsent', within([user, conference]))
      return [...new Set(keys.map(([, , document]) => document))]
    },
  }
}

async function openDatabase(name: string, gone: () => void): Promise<IDBPDatabase<Schema>> {
  try {
    return await openDB<Schema>(name, 1, {
      upgrade: (database) => {
        database.createObjectStore('unsent', { keyPath: ['user', 'conference', 'document', 'id'] })
        database.createObjectStore('lost')
      },
      terminated: gone,
    })
  } catch (error) {
    gone()
    throw error
  }
}

/** All keys that begin so: an array sorts after every string. */
function within(start: readonly string[]): IDBKeyRange {
  return IDBKeyRange.bound([...start], [...start, []])
}

function keyOf({ user, conference, document }: TextPlace): PlaceKey {
  return [user, conference, document]
}
