import type { ProblemCode } from '@plumm/entra-shared'
import type { Formats } from '../formats.ts'

/** The steps of connecting; loaded with them, and not before. */
export const connecting = (f: Formats) => ({
  starting: { headline: 'Opening Microsoft’s sign-in', text: 'One moment …' },
  signingIn: {
    headline: 'Sign in with Microsoft',
    text: 'In Microsoft’s window, choose an Entra administrator. This page carries on by itself.',
    closed: 'Microsoft’s window looks closed. If you closed it, nothing was changed.',
    again: 'Open the window again',
  },
  popupBlocked: {
    headline: 'Your browser kept Microsoft’s window shut',
    text: 'Open it with this button, or allow windows for this page and try again.',
    open: 'Open Microsoft’s window',
    here: 'Continue in this window',
  },
  ask: {
    headline: 'Waiting for your IT administrator',
    text: 'Send them the link. They sign in with Microsoft and give permission; this page notices by itself, and you can leave it.',
    signedIn: (domain: string) => `Someone from ${domain} has signed in. What is missing is their permission.`,
    link: 'Link',
    copyLink: 'Copy the link',
    copyMessage: 'Copy a message with it',
    message: (url: string, iso: string) =>
      `Could you connect Microsoft Entra to Plumm for us? It takes a Global Administrator or a Privileged Role Administrator, and two minutes. The page says what Plumm may do and what it never does. Nothing changes in Entra before we have seen and approved it.\n\n${url}\n\nThe link works until ${f.timeOrDay(iso)}.`,
    until: (iso: string) => `It works until ${f.timeOrDay(iso)}, once.`,
    lost: 'The link was shown to whoever made it. If it got lost, make a new one; the old one stops working then.',
    another: 'Make a new link',
    refused: (headline: string) => `Last try: ${headline}. The link still works.`,
  },
  proving: { headline: 'Checking with Microsoft', text: 'That you are an administrator, and of which directory.' },
  elsewhere: {
    headline: 'Someone has begun to connect',
    text: 'In another window, or before this page was reloaded. You can wait, or start afresh here.',
    again: 'Start afresh',
  },
  consent: {
    headline: (tenant: string) => `Allow Plumm to look after accounts in ${tenant}`,
    text: 'Microsoft asks for this next, in a window of its own.',
    required: 'Needed',
    optional: 'Optional',
    open: 'Continue to Microsoft',
    openAgain: 'Open Microsoft’s window again',
    waiting: 'Waiting for Microsoft. This page notices by itself when permission is given.',
    never: 'Plumm never gets passwords, mail, files or calendars.',
    permissions: {
      'User.ReadWrite.All': 'Create accounts, keep them up to date, suspend and enable them',
      'User.Read.All': 'Read accounts and the name of your organisation',
      'RoleManagement.Read.Directory': 'See who is an administrator, so that their accounts are left alone',
    } satisfies Record<string, string> as Readonly<Record<string, string>>,
  },
  stopped: {
    cancelled: {
      headline: 'Sign-in was cancelled',
      text: 'Nothing was changed. You can start again whenever you like.',
    },
    failed: {
      headline: 'Signing in did not work',
      text: 'Microsoft’s window ended without an answer we could use. Nothing was changed.',
    },
    expired: {
      headline: 'This took too long',
      text: 'For safety an attempt ends after 15 minutes. Nothing was changed.',
    },
    linkExpired: {
      headline: 'The link has ended',
      text: 'Your IT administrator did not use it within three days. Nothing was changed.',
    },
    codes: {
      'not-an-administrator': {
        headline: 'This account cannot connect',
        text: 'It needs the role of Global Administrator or Privileged Role Administrator. Sign in with another account, or ask a colleague in IT to do it with you.',
      },
      'roles-unknown': {
        headline: 'Microsoft did not say which roles this account has',
        text: 'Without that we cannot let it connect. Ask IT to sign in with a Global Administrator.',
      },
      'personal-account': {
        headline: 'This is a personal Microsoft account',
        text: 'Choose your work account, of the directory that you want to connect.',
      },
      'consent-refused': {
        headline: 'Permission was not given',
        text: 'Nothing was changed. Try again, or ask another administrator to do it.',
      },
      'consent-incomplete': {
        headline: 'A permission is missing',
        text: 'Some of what is needed was not granted. Try again and allow all that is marked “Needed”.',
      },
      'tenant-already-connected': {
        headline: 'This directory is connected to another company',
        text: 'Two companies must not look after one directory. Disconnect it there first.',
      },
      'other-tenant': {
        headline: 'This is another directory',
        text: 'Sign in with an administrator of the directory that was connected before.',
      },
      'attempt-expired': {
        headline: 'This took too long',
        text: 'For safety an attempt ends after 15 minutes. Nothing was changed.',
      },
      'id-token-invalid': {
        headline: 'Microsoft’s answer could not be trusted',
        text: 'Nothing was changed. Try again; if it happens once more, tell support.',
      },
    } satisfies Partial<Record<ProblemCode, { headline: string; text: string }>> as Readonly<
      Record<string, { headline: string; text: string }>
    >,
    again: 'Try again',
    otherAccount: 'Use another account',
    back: 'Back',
  },
})

export type ConnectingMessages = ReturnType<typeof connecting>
