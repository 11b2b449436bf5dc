import { personPaths } from '../person.ts'
import type { ProblemIssue } from '../problem.ts'
import { labelOf } from './describe.ts'
import type { FieldMapping } from './document.ts'
import { type MappingFault, findMappingIssues } from './issues.ts'

/**
 * Why a mapping cannot work: for each place the rule, what is wrong and what to do, in words for people who administer
 * HR. Empty when it can. Pure.
 */
export function checkFieldMapping(mapping: Pick<FieldMapping, 'rules'>): ProblemIssue[] {
  return findMappingIssues(mapping).map(({ path, rule, target, ...fault }) => ({
    path,
    message:
      rule === null
        ? `${labelOf(target)} ${wordsFor(fault)}`
        : `Rule ${rule + 1}, ${labelOf(target)}: ${wordsFor(fault)}`,
  }))
}

function wordsFor(fault: MappingFault): string {
  switch (fault.is) {
    case 'field-missing':
      return 'has no rule, and Entra creates no account without it. Add one.'
    case 'written-twice':
      return `rule ${fault.by + 1} writes this already. Keep one of them; firstOf tries several sources.`
    case 'not-clearable':
      return 'Entra does not let it be emptied. Choose “leave”.'
    case 'not-the-email':
      return 'people sign in with their email, also after it changes. Choose “copy” or “lowerCase” of email, always.'
    case 'on-create-only':
      return 'Exchange looks after it once there is a mailbox. Choose “on-create”.'
    case 'always-only':
      return 'it is set once both accounts exist, so not at the moment of creating one. Choose “always”.'
    case 'not-the-manager':
      return 'it names another person. Choose “copy” of managerId.'
    case 'unknown-property': {
      const remedy = fault.meant === null ? `Choose one of ${personPaths.join(', ')}.` : `Perhaps ${fault.meant}?`
      return `Plumm has no “${fault.named}” for a person. ${remedy}`
    }
    case 'brace-left-over':
      return 'a brace is left over. Each property stands between one { and one }, as in {firstName}.'
    case 'no-property':
      return 'the template names no property. Put one between braces, as in {firstName}, or choose “constant”.'
    case 'table-empty':
      return 'the table is empty. Add what to look up.'
    case 'text-empty':
      return 'the text is empty. Enter one, or remove the rule.'
    case 'too-long':
      return `“${shortened(fault.text)}” has ${fault.text.length} characters; Entra takes ${fault.max}. Shorten it.`
    case 'refused-by-entra':
      return `Entra does not take “${shortened(fault.text)}” here. Enter another value.`
    case 'never-reached':
      return `“${fault.text}” always has a value, so what follows is never used. Move it to the end.`
  }
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
