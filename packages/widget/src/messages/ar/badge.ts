import type { BadgeWords } from '../en-gb/badge.ts'

export const badge: BadgeWords = {
  words: {
    blocked: 'تتعذر المزامنة',
    held: 'بانتظار قرار',
    retrying: 'تُعاد المحاولة',
    pending: 'قيد الانتظار',
    synced: 'متطابق',
    suspended: 'موقوف في Entra',
    excluded: 'مستثنى',
    'not-connected': 'غير متصل',
  },
  needsHr: 'يلزم تدخّل الموارد البشرية',
  needsIt: 'يلزم تدخّل تقنية المعلومات',
  looking: 'جارٍ التحقق…',
  unknown: 'غير معروف',
  unknownMeaning: 'تتعذر قراءة الحالة الآن. نواصل المحاولة.',
  label: (word) => `Microsoft Entra: ${word}`,
}
