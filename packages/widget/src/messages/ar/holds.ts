import type { HoldsMessages } from '../en-gb/holds.ts'
import type { Formats } from '../formats.ts'
import { choiceWords } from './choices.ts'
import { plurals } from './plurals.ts'

export const holds = (f: Formats): HoldsMessages => ({
  title: (count) =>
    plurals(f).count(count, {
      zero: 'لا أسئلة مفتوحة',
      one: 'سؤال مفتوح واحد',
      two: 'سؤالان مفتوحان',
      few: '# أسئلة مفتوحة',
      many: '# سؤالًا مفتوحًا',
      other: '# سؤال مفتوح',
    }),
  none: 'لا أسئلة مفتوحة',
  noneText: 'عندما يلزم قرار منك، يُطرح السؤال هنا.',
  loading: 'جارٍ قراءة الأسئلة',
  since: (iso) => `طُرح ${f.ago(iso)}`,
  candidates: 'الحسابات المعنية',
  choices: choiceWords,
  consequences: {
    release: 'يُنفَّذ التغيير الآن.',
    reject: 'لا يُنفَّذ التغيير. يبقى Entra كما هو.',
    link: 'يتولى Plumm هذا الحساب من الآن فصاعدًا.',
    create: 'يُنشأ حساب جديد في Entra.',
    restore: 'يعود الحساب المحذوف ويُربط.',
    skip: 'لا يحدث شيء حتى يتغير شيء في Plumm.',
    unblock: 'يمكن للشخص تسجيل الدخول من جديد.',
    leave: 'لا يتغير شيء في Entra.',
    suspend: 'لا يعود تسجيل الدخول بهذا الحساب ممكنًا، ويُسجَّل خروجه من كل مكان.',
  },
  answerAll: (choice, count) => `للكل (${f.number(count)}): ${choice}`,
  confirm: 'تأكيد',
  back: 'رجوع',
})
