import { attachments } from './attachments.ts'
import { attendance } from './attendance.ts'
import { bridge } from './bridge.ts'
import { chair } from './chair.ts'
import { conclusion } from './conclusion.ts'
import { confirmation } from './confirmation.ts'
import { dossier } from './dossier.ts'
import { errors, unknownError } from './errors.ts'
import { floor } from './floor.ts'
import { formPreview } from './form-preview.ts'
import { hall } from './hall.ts'
import { ledger } from './ledger.ts'
import { media } from './media.ts'
import { minutes } from './minutes.ts'
import { organiser } from './organiser.ts'
import { publication } from './publication.ts'
import { recording } from './recording.ts'
import { rehearsal } from './rehearsal.ts'
import { review } from './review.ts'
import { seal } from './seal.ts'
import { secretary } from './secretary.ts'
import { common, gate, pageNames, phaseNames, roleNames } from './shell.ts'
import { signIn } from './sign-in.ts'
import { signing } from './signing.ts'
import { synthesis } from './synthesis.ts'
import { technical } from './technical.ts'
import { texts } from './texts.ts'
import { topics } from './topics.ts'
import { verify } from './verify.ts'
import { votes } from './votes.ts'

/** All that the pages say in Vietnamese. */
export const vi = {
  common,
  gate,
  pageNames,
  phaseNames,
  roleNames,
  errors,
  unknownError,
  signIn,
  floor,
  hall,
  media,
  rehearsal,
  recording,
  technical,
  chair,
  secretary,
  bridge,
  organiser,
  minutes,
  signing,
  publication,
  formPreview,
  dossier,
  attachments,
  seal,
  confirmation,
  review,
  ledger,
  texts,
  verify,
  synthesis,
  topics,
  conclusion,
  attendance,
  votes,
} as const
