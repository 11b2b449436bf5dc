import type { Words } from '../en-gb/en-gb.ts'
import type { Formats } from '../formats.ts'
import { badge } from './badge.ts'

export const status = (f: Formats): Words['status'] => ({
  ...badge,
  heldLong: 'بانتظار قرارك',
  meaning: {
    blocked: 'لا يمكن مزامنة هذا الشخص حتى يتدخل أحد.',
    held: 'هناك سؤال تجب الإجابة عنه قبل أن يحدث أي شيء.',
    retrying: 'لم ينجح الأمر الآن. ستُعاد المحاولة تلقائيًا.',
    pending: 'هناك تغيير في طريقه إلى Entra.',
    synced: 'ما في Plumm هو ما في Entra.',
    suspended: 'لا يمكن تسجيل الدخول بهذا الحساب، وقد سُجّل خروجه من كل مكان. لم يُحذف.',
    excluded: 'هذا الشخص مستثنى من المزامنة عن قصد.',
    'not-connected': 'لا يُرسل أي شيء عن هذا الشخص إلى Entra.',
  },
  cardTitle: 'Microsoft Entra',
  lastSynced: (iso) => `آخر مزامنة: ${f.timeOrDay(iso)} (${f.ago(iso)})`,
  nextTry: (iso) => `المحاولة التالية: ${f.time(iso)}`,
  account: 'الحساب',
  copyId: 'نسخ المعرّف',
  openInEntra: 'فتح في مركز إدارة Entra',
  differs: 'ما لا يتطابق',
  syncNow: 'مزامنة الآن',
  tryNow: 'المحاولة الآن',
  asked: 'تم الطلب. ستتابع هذه البطاقة ما يجري.',
})
