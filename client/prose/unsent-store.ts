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

interface Schema extends DBSchema {
  unsent: {
    key: number
    value: TextPlace & UnsentUpdate
    indexes: { place: [string, string, string]; id: [string, string, string, string] }
  }
  lost: { key: [string, string, string]; value: LostText }
}

/** The store in the browser's IndexedDB. Opened at the first use; each call fails alone. */
export function indexedDbStore(name = 'diem-cau-prose'): UnsentStore {
  let opening: Promise<IDBPDatabase<Schema>> | null = null
  const database = (): Promise<IDBPDatabase<Schema>> => {
    opening ??= openDatabase(name, () => {
      opening = null
    })
    return opening
  }
  return {
    read: async (place) => {
      const transaction = (await database()).transaction(['unsent', 'lost'])
      const [updates, lost] = await Promise.all([
        transaction.objectStore('unsent').index('place').getAll(keyOf(place)),
        transaction.objectStore('lost').get(keyOf(place)),
      ])
      return { updates: updates.map(({ id, update }) => ({ id, update })), lost: lost ?? null }
    },
    put: async (place, { id, update }, replaces) => {
      const transaction = (await database()).transaction('unsent', 'readwrite')
      await Promise.all([
        ...(replaces === undefined ? [] : [removeUpdate(transaction.store, place, replaces)]),
        transaction.store.add({ ...place, id, update }),
        transaction.done,
      ])
    },
    remove: async (place, id) => {
      const transaction = (await database()).transaction('unsent', 'readwrite')
      await Promise.all([removeUpdate(transaction.store, place, id), transaction.done])
    },
    keepLost: async (place, ids, lost) => {
      const transaction = (await database()).transaction(['unsent', 'lost'], 'readwrite')
      const texts = transaction.objectStore('lost')
      await Promise.all([
        ...ids.map((id) => removeUpdate(transaction.objectStore('unsent'), place, id)),
        lost ? texts.put(lost, keyOf(place)) : texts.delete(keyOf(place)),
        transaction.done,
      ])
    },
    documents: async (user, conference) => {
      const range = IDBKeyRange.bound([user, conference], [user, conference, []])
      const found = await (await database()).getAllFromIndex('unsent', 'place', range)
      return [...new Set(found.map((held) => held.document))]
    },
  }
}

async function openDatabase(name: string, gone: () => void): Promise<IDBPDatabase<Schema>> {
  try {
    return await openDB<Schema>(name, 1, {
      upgrade: (database) => {
        const unsent = database.createObjectStore('unsent', { autoIncrement: true })
        unsent.createIndex('place', ['user', 'conference', 'document'])
        unsent.createIndex('id', ['user', 'conference', 'document', 'id'], { unique: true })
        database.createObjectStore('lost')
      },
      terminated: gone,
    })
  } catch (error) {
    gone()
    throw error
  }
}

async function removeUpdate(
  unsent: {
    index(name: 'id'): { getKey(key: [string, string, string, string]): Promise<number | undefined> }
    delete(key: number): Promise<void>
  },
  place: TextPlace,
  id: string,
): Promise<void> {
  const key = await unsent.index('id').getKey([...keyOf(place), id])
  if (key !== undefined) await unsent.delete(key)
}

function keyOf({ user, conference, document }: TextPlace): [string, string, string] {
  return [user, conference, document]
}
