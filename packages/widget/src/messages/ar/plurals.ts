import type { Formats } from '../formats.ts'

/** Arabic tells all six apart: nought, one, two, 3 to 10, 11 to 99, and hundreds. */
type ArabicPlural = Record<Intl.LDMLPluralRule, string>

/** Counting with every form there is: one that is missing does not compile. */
export const plurals = (f: Formats) => {
  const count = (number: number, forms: ArabicPlural) => f.count(number, forms)
  /** In the nominative, as the subject of a sentence or by itself. */
  const people = (number: number) =>
    count(number, {
      zero: '# شخص',
      one: 'شخص واحد',
      two: 'شخصان',
      few: '# أشخاص',
      many: '# شخصًا',
      other: '# شخص',
    })
  /** After a preposition, or as an object. */
  const ofPeople = (number: number) =>
    count(number, {
      zero: '# شخص',
      one: 'شخص واحد',
      two: 'شخصين',
      few: '# أشخاص',
      many: '# شخصًا',
      other: '# شخص',
    })
  const changes = (number: number) =>
    count(number, {
      zero: '# تغيير',
      one: 'تغيير واحد',
      two: 'تغييران',
      few: '# تغييرات',
      many: '# تغييرًا',
      other: '# تغيير',
    })
  const questionsWait = (number: number) =>
    count(number, {
      zero: 'لا أسئلة بانتظار إجابتك',
      one: 'سؤال واحد بانتظار إجابتك',
      two: 'سؤالان بانتظار إجابتك',
      few: '# أسئلة بانتظار إجابتك',
      many: '# سؤالًا بانتظار إجابتك',
      other: '# سؤال بانتظار إجابتك',
    })
  /** Who cannot be brought into step. */
  const peopleBlocked = (number: number) => `تتعذر مزامنة ${ofPeople(number)}`
  return { count, people, ofPeople, changes, questionsWait, peopleBlocked }
}
