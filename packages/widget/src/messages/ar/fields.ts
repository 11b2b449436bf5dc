import type { EntraField } from '@plumm/entra-shared'
import type { Words } from '../en-gb/en-gb.ts'
import { choiceWords } from './choices.ts'

const entraFieldNames: Record<EntraField, string> = {
  userPrincipalName: 'اسم تسجيل الدخول',
  mail: 'البريد الإلكتروني',
  mailNickname: 'الاسم المستعار للبريد',
  displayName: 'الاسم',
  givenName: 'الاسم الأول',
  surname: 'اسم العائلة',
  jobTitle: 'المسمى الوظيفي',
  department: 'القسم',
  companyName: 'اسم الشركة',
  officeLocation: 'موقع المكتب',
  city: 'المدينة',
  country: 'البلد أو المنطقة',
  usageLocation: 'موقع الاستخدام',
  mobilePhone: 'الهاتف المحمول',
  businessPhones: 'هاتف العمل',
  employeeId: 'معرّف الموظف',
  division: 'الشعبة',
  costCenter: 'مركز التكلفة',
  manager: 'المدير',
}

export const fieldNames: Words['fieldNames'] = {
  ...entraFieldNames,
  signIn: 'تسجيل الدخول',
  tenant: 'الدليل',
  administrator: 'تم تسجيل الدخول باسم',
  permissions: 'الأذونات',
  linkFor: 'الرابط مخصص لـ',
  linkUntil: 'الرابط صالح حتى',
  people: 'الأشخاص',
  answer: 'الإجابة',
  reason: 'السبب',
  revision: 'المراجعة',
  scope: 'النطاق',
  exclusions: 'لا يُمَسّ أبدًا',
  format: 'التنسيق',
  filters: 'عوامل التصفية',
  entries: 'الإدخالات',
  create: 'للإنشاء',
  link: 'للربط',
  update: 'للتحديث',
  suspend: 'للإيقاف',
  hold: 'بانتظار قرار',
  block: 'تتعذر المزامنة',
  none: 'متطابق أصلًا',
}

export const fieldValues: Words['fieldValues'] = {
  signIn: { allowed: 'مسموح', blocked: 'محظور' },
  answer: choiceWords,
}
