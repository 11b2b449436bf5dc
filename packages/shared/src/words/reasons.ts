import type { Actor, Reason } from '../sync-status.ts'

/** What happened, and what puts it right. Written to be read by someone who did not ask for it. */
interface ReasonWords {
  what: string
  todo: string
}

/** British English, for the widget (packages/widget/src/messages) and for what the BFF writes out for people. */
export const reasonWords = {
  'not-text': { what: 'A value in Plumm is not text.', todo: 'Correct it in the profile.' },
  'too-long': { what: 'A value in Plumm is longer than Entra allows.', todo: 'Shorten it in the profile.' },
  'bad-characters': {
    what: 'A value in Plumm has characters that Entra does not take.',
    todo: 'Correct it in the profile.',
  },
  'bad-email': { what: 'The email in Plumm is not a usable address.', todo: 'Correct the email in the profile.' },
  'bad-country': { what: 'The country in Plumm is not one that Entra knows.', todo: 'Choose the country again.' },
  'bad-phone': { what: 'The phone number in Plumm cannot be read.', todo: 'Correct it in the profile.' },
  'name-missing': { what: 'There is no name in Plumm.', todo: 'Enter a first or a last name.' },
  'refers-to-nobody': {
    what: 'Plumm names someone here who is not in Plumm.',
    todo: 'Choose another person in the profile.',
  },
  'refers-to-self': {
    what: 'Plumm names this very person here, and Entra takes someone else only.',
    todo: 'Choose another person in the profile.',
  },
  'value-refused': {
    what: 'Entra did not take this value.',
    todo: 'Correct it in the profile; if it looks right, tell support.',
  },
  'field-problems': {
    what: 'Some fields could not be brought into step. The rest is.',
    todo: 'Correct the fields listed here.',
  },
  'same-email-as-another': {
    what: 'Someone else in Plumm has the same email, and one account cannot belong to two people.',
    todo: 'Give one of them another email.',
  },
  'employee-number-missing': {
    what: 'People are matched by their employee number, and there is none in Plumm.',
    todo: 'Enter the employee ID in the profile.',
  },
  'domain-not-verified': {
    what: 'The email’s domain is not verified in this Microsoft Entra directory.',
    todo: 'Verify the domain in Entra, or change the email in Plumm.',
  },
  'mastered-on-premises': {
    what: 'The account is managed by Windows Active Directory; Entra does not let us change it.',
    todo: 'Change it in Active Directory, or stop synchronising this account from there.',
  },
  'address-taken': {
    what: 'Another account in Entra uses this sign-in name.',
    todo: 'Rename or remove that account in Entra.',
  },
  'address-taken-by-deleted': {
    what: 'A deleted account in Entra still holds this sign-in name.',
    todo: 'Restore it, or delete it for good.',
  },
  'protected-account': {
    what: 'The account belongs to an administrator in Entra, so it is never suspended or renamed automatically.',
    todo: 'Make this change by hand in Entra.',
  },
  'write-refused': { what: 'Entra refused the change.', todo: 'Check in Entra what protects this account.' },
  'account-missing': {
    what: 'The linked account is gone from Entra for good.',
    todo: 'Create a new account, or leave this person out.',
  },
  'reference-missing': {
    what: 'The account of the person named here is no longer in Entra.',
    todo: 'Restore it in Entra, or choose another person in Plumm.',
  },
  'match-uncertain': {
    what: 'There may be an account for this person, but we are not certain.',
    todo: 'Say which account it is, or that a new one is needed.',
  },
  'different-person': {
    what: 'An account with this email looks like a different person: its employee number is another.',
    todo: 'Say whether it is the same person.',
  },
  'holds-a-role': {
    what: 'The account with this email holds an administrator role in Entra.',
    todo: 'Say whether it may be linked.',
  },
  fuse: {
    what: 'Many changes of this kind came at once, so they wait for someone to look.',
    todo: 'Release them if they are meant, reject them if not.',
  },
  'sign-in-blocked': {
    what: 'Sign-in was blocked in Entra, and not by Plumm. It may have been for a reason.',
    todo: 'Unblock it, or leave it.',
  },
  'not-in-plumm': { what: 'No longer in Plumm.', todo: 'Suspend the account, or leave it alone.' },
  'changed-since-preview': {
    what: 'Something changed after the preview was approved.',
    todo: 'Look at the change, then release or skip it.',
  },
  'leaver-account-alive': {
    what: 'Left according to Plumm, but the account can still sign in.',
    todo: 'Suspend it, or leave it.',
  },
  'account-deleted': {
    what: 'The linked account was deleted in Entra. It can still be restored.',
    todo: 'Restore it, or leave this person out.',
  },
  'fought-over': {
    what: 'Another system keeps changing a field back. We stopped, so that it does not go on for ever.',
    todo: 'Ask IT what else writes to this account; then put the field back once more, or leave it.',
  },
  excluded: { what: 'On the list of those who are never touched.', todo: 'Nothing to do.' },
  'excluded-leaver': {
    what: 'Left according to Plumm, but the account is on the list of those never touched, and can still sign in.',
    todo: 'Suspend it by hand in Entra if the person should not get in.',
  },
  'out-of-scope': { what: 'Not among the people whom the sync is for.', todo: 'Nothing to do.' },
  rejected: {
    what: 'An administrator rejected this change, so Entra stays as it is.',
    todo: 'Nothing to do. It is looked at again when HR changes something.',
  },
  throttled: { what: 'Microsoft asked us to slow down.', todo: 'Nothing to do: it is tried again by itself.' },
  unavailable: { what: 'Microsoft did not answer.', todo: 'Nothing to do: it is tried again by itself.' },
  settling: { what: 'Entra has not shown our last change yet.', todo: 'Nothing to do: we look again.' },
  'waiting-for-address': {
    what: 'The sign-in name is about to be given up by someone else.',
    todo: 'It follows by itself when they have their new one. If it takes long, something holds them up: see their status.',
  },
  'many-changes': {
    what: 'There were many changes within seconds.',
    todo: 'Nothing to do: the newest state goes to Entra in a moment.',
  },
  'not-started': { what: 'The start date has not come yet.', todo: 'Nothing to do: the account opens on that day.' },
  unexpected: { what: 'Something went wrong that we did not foresee.', todo: 'Try again; if it stays, tell support.' },
} as const satisfies Record<Reason, ReasonWords>

export const actorWords = {
  nobody: 'Nobody needs to do anything',
  hr: 'Needs HR',
  it: 'Needs IT',
  microsoft: 'Microsoft has to act',
} as const satisfies Record<Actor, string>
