import type { choiceWords as british } from '../en-gb/choices.ts'

export const choiceWords: typeof british = {
  release: 'سماح',
  reject: 'رفض',
  link: 'ربط الحساب الموجود',
  create: 'إنشاء حساب جديد',
  restore: 'استرداد الحساب المحذوف',
  skip: 'تجاوز حاليًا',
  unblock: 'إلغاء حظر تسجيل الدخول',
  leave: 'ترك كما هو',
  suspend: 'إيقاف',
}
