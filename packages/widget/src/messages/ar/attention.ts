import type { attention as british } from '../en-gb/attention.ts'

const again = 'يمنح مسؤول في Entra الإذن من جديد: إعادة التوصيل.'
const key = 'يستبدل المفتاحَ من يشغّل تكامل Plumm مع Entra. وبعد ذلك يستمر العمل تلقائيًا.'

export const attention: typeof british = {
  'consent-withdrawn': {
    what: 'سُحب الإذن في Microsoft Entra',
    todo: again,
    forIt:
      'أُزيلت موافقة المسؤول على تطبيق Plumm في Microsoft Entra. يُرجى إعادة توصيله في Plumm من Tech > Company App > Store > Microsoft Entra ID، أو إخبارنا بسبب إزالتها.',
  },
  'permission-missing': {
    what: 'أُزيل إذن نحتاج إليه',
    todo: again,
    forIt:
      'أُزيل أحد أذونات تطبيق Plumm في Microsoft Entra. يحتاج التطبيق إلى User.ReadWrite.All وUser.Read.All. يُرجى منحهما من جديد في Plumm من Tech > Company App > Store > Microsoft Entra ID.',
  },
  'secret-invalid': {
    what: 'لم تعد Microsoft تقبل مفتاحنا',
    todo: key,
    forIt:
      'يرفض Microsoft Entra بيانات اعتماد تطبيق Plumm (سر العميل أو الشهادة غير صالحة). يُرجى وضع البيانات الحالية في تكوين التكامل.',
  },
  'secret-expired': {
    what: 'انتهت صلاحية مفتاحنا لدى Microsoft',
    todo: key,
    forIt: 'انتهت صلاحية بيانات اعتماد تطبيق Plumm في Microsoft Entra. يُرجى إنشاء بيانات جديدة ووضعها في تكوين التكامل.',
  },
  'app-disabled': {
    what: 'تطبيق Plumm معطّل في Microsoft Entra',
    todo: 'يمكّنه مسؤول في Entra ضمن «تطبيقات المؤسسة». وبعد ذلك يستمر العمل تلقائيًا.',
    forIt:
      'تطبيق المؤسسة «Plumm» معطّل في Microsoft Entra. يُرجى تمكين تسجيل الدخول إليه من تطبيقات المؤسسة > Plumm > الخصائص.',
  },
  'app-removed': {
    what: 'أُزيل تطبيق Plumm من Microsoft Entra',
    todo: 'يضيفه مسؤول في Entra من جديد: إعادة التوصيل.',
    forIt:
      'حُذف تطبيق المؤسسة «Plumm» من Microsoft Entra. يُرجى إعادة توصيله في Plumm من Tech > Company App > Store > Microsoft Entra ID.',
  },
  'tenant-gone': {
    what: 'لم تعد Microsoft تعرف هذا الدليل',
    todo: 'تحقّق مع تقنية المعلومات مما إذا كان الدليل لا يزال موجودًا؛ وإن لم يكن، فاقطع الاتصال.',
    forIt: 'يجيب Microsoft Entra بأن دليلنا غير موجود. يُرجى التحقق من حالته في مركز إدارة Microsoft 365.',
  },
  'graph-outage': {
    what: 'Microsoft لا ترد',
    todo: 'لا شيء مطلوب. يستمر العمل تلقائيًا عندما ترد Microsoft من جديد.',
    forIt: null,
  },
  'directory-unreachable': {
    what: 'تتعذر قراءة قائمة أشخاص Plumm نفسها',
    todo: 'أبلغ دعم Plumm إذا طال ذلك. وبعد ذلك يستمر العمل تلقائيًا.',
    forIt: null,
  },
}
