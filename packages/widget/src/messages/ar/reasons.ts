import type { Words } from '../en-gb/en-gb.ts'
import { setApart } from '../set-apart.ts'

const nothing = 'لا شيء مطلوب'
const inProfile = 'صحّحها في الملف الشخصي.'

export const reasons: Words['reasons'] = {
  'not-text': { what: 'إحدى القيم في Plumm ليست نصًا.', todo: inProfile },
  'too-long': { what: 'إحدى القيم في Plumm أطول مما يسمح به Entra.', todo: 'اختصرها في الملف الشخصي.' },
  'bad-characters': { what: 'في إحدى القيم في Plumm أحرف لا يقبلها Entra.', todo: inProfile },
  'bad-email': {
    what: 'البريد الإلكتروني في Plumm ليس عنوانًا صالحًا.',
    todo: 'صحّح البريد الإلكتروني في الملف الشخصي.',
  },
  'bad-country': { what: 'البلد المذكور في Plumm لا يعرفه Entra.', todo: 'اختر البلد من جديد.' },
  'bad-phone': { what: 'رقم الهاتف في Plumm غير مقروء.', todo: 'صحّحه في الملف الشخصي.' },
  'name-missing': { what: 'لا يوجد اسم في Plumm.', todo: 'أدخل الاسم الأول أو اسم العائلة.' },
  'refers-to-nobody': {
    what: 'يذكر Plumm هنا شخصًا غير موجود في Plumm.',
    todo: 'اختر شخصًا آخر في الملف الشخصي.',
  },
  'refers-to-self': {
    what: 'يذكر Plumm هنا الشخص نفسه، ولا يقبل Entra إلا شخصًا آخر.',
    todo: 'اختر شخصًا آخر في الملف الشخصي.',
  },
  'value-refused': {
    what: 'لم يقبل Entra هذه القيمة.',
    todo: 'صحّحها في الملف الشخصي؛ وإذا بدت صحيحة، فأبلغ الدعم.',
  },
  'field-problems': {
    what: 'تعذرت مزامنة بعض الحقول. وتمت مزامنة البقية.',
    todo: 'صحّح الحقول المذكورة هنا.',
  },
  'same-email-as-another': {
    what: 'لشخص آخر في Plumm البريد الإلكتروني نفسه، ولا يمكن أن يكون حساب واحد لشخصين.',
    todo: 'أعطِ أحدهما بريدًا إلكترونيًا آخر.',
  },
  'employee-number-missing': {
    what: 'يُتعرّف على الأشخاص برقم الموظف، وهو غير موجود في Plumm.',
    todo: 'أدخل معرّف الموظف في الملف الشخصي.',
  },
  'domain-not-verified': {
    what: 'مجال البريد الإلكتروني غير متحقَّق منه في دليل Microsoft Entra هذا.',
    todo: 'تحقّق من المجال في Entra، أو غيّر البريد الإلكتروني في Plumm.',
  },
  'mastered-on-premises': {
    what: 'يُدار الحساب من Windows Active Directory، ولا يتيح لنا Entra تغييره.',
    todo: 'غيّره في Active Directory، أو أوقف مزامنة هذا الحساب من هناك.',
  },
  'address-taken': {
    what: 'يستخدم حساب آخر في Entra اسم تسجيل الدخول هذا.',
    todo: 'غيّر اسم ذلك الحساب في Entra أو أزِله.',
  },
  'address-taken-by-deleted': {
    what: 'لا يزال حساب محذوف في Entra يشغل اسم تسجيل الدخول هذا.',
    todo: 'استردّه، أو احذفه نهائيًا.',
  },
  'protected-account': {
    what: 'الحساب لأحد المسؤولين في Entra، لذا لا يُوقف ولا يُغيَّر اسمه تلقائيًا أبدًا.',
    todo: 'أجرِ هذا التغيير يدويًا في Entra.',
  },
  'write-refused': { what: 'رفض Entra التغيير.', todo: 'تحقّق في Entra مما يحمي هذا الحساب.' },
  'account-missing': {
    what: 'حُذف الحساب المرتبط من Entra نهائيًا.',
    todo: 'أنشئ حسابًا جديدًا، أو تجاوز هذا الشخص.',
  },
  'reference-missing': {
    what: 'لم يعد حساب الشخص المذكور هنا موجودًا في Entra.',
    todo: 'استردّه في Entra، أو اختر شخصًا آخر في Plumm.',
  },
  'match-uncertain': {
    what: 'ربما كان لهذا الشخص حساب بالفعل، لكننا لسنا متأكدين.',
    todo: 'حدّد أي حساب هو، أو أن هناك حاجة إلى حساب جديد.',
  },
  'different-person': {
    what: 'يبدو أن الحساب الذي يحمل هذا البريد الإلكتروني لشخص آخر: فرقم الموظف فيه مختلف.',
    todo: 'حدّد ما إذا كان الشخص نفسه.',
  },
  'holds-a-role': {
    what: 'الحساب الذي يحمل هذا البريد الإلكتروني له دور مسؤول في Entra.',
    todo: 'حدّد ما إذا كان يجوز ربطه.',
  },
  fuse: {
    what: 'وصلت تغييرات كثيرة من هذا النوع دفعة واحدة، فهي تنتظر أن يطّلع عليها أحد.',
    todo: 'اسمح بها إن كانت مقصودة، وارفضها إن لم تكن.',
  },
  'sign-in-blocked': {
    what: 'حُظر تسجيل الدخول في Entra، ولم يفعل Plumm ذلك. ربما كان لسبب.',
    todo: 'ألغِ الحظر، أو اتركه.',
  },
  'not-in-plumm': { what: 'لم يعد في Plumm.', todo: 'أوقف الحساب، أو اتركه كما هو.' },
  'changed-since-preview': {
    what: 'تغيّر شيء بعد اعتماد المعاينة.',
    todo: 'اطّلع على التغيير، ثم اسمح به أو تجاوزه.',
  },
  'leaver-account-alive': {
    what: 'غادر الشركة حسب Plumm، لكن تسجيل الدخول بالحساب لا يزال ممكنًا.',
    todo: 'أوقفه، أو اتركه.',
  },
  'account-deleted': {
    what: 'حُذف الحساب المرتبط في Entra. لا يزال استرداده ممكنًا.',
    todo: 'استردّه، أو تجاوز هذا الشخص.',
  },
  'fought-over': {
    what: 'يعيد نظام آخر تغيير أحد الحقول مرارًا. توقفنا كي لا يستمر ذلك إلى ما لا نهاية.',
    todo: 'اسأل تقنية المعلومات عما يكتب أيضًا في هذا الحساب؛ ثم أعد الحقل مرة أخرى، أو اتركه.',
  },
  excluded: { what: 'مدرج في قائمة من لا يُمَسّون أبدًا.', todo: `${nothing}.` },
  'excluded-leaver': {
    what: 'غادر الشركة حسب Plumm، لكن حسابه مدرج في قائمة ما لا يُمَسّ أبدًا، ولا يزال تسجيل الدخول به ممكنًا.',
    todo: 'أوقفه يدويًا في Entra إذا كان ينبغي ألا يدخل هذا الشخص.',
  },
  'out-of-scope': { what: 'ليس من الأشخاص الذين تشملهم المزامنة.', todo: `${nothing}.` },
  rejected: {
    what: 'رفض أحد المسؤولين هذا التغيير، فيبقى Entra كما هو.',
    todo: `${nothing}. يُراجَع من جديد عندما تغيّر الموارد البشرية شيئًا.`,
  },
  throttled: { what: 'طلبت منا Microsoft أن نتمهل.', todo: `${nothing}: تُعاد المحاولة تلقائيًا.` },
  unavailable: { what: 'لم ترد Microsoft.', todo: `${nothing}: تُعاد المحاولة تلقائيًا.` },
  settling: { what: 'لم يُظهر Entra آخر تغيير أجريناه بعد.', todo: `${nothing}: سنتحقق من جديد.` },
  'waiting-for-address': {
    what: 'اسم تسجيل الدخول على وشك أن يتخلى عنه شخص آخر.',
    todo: 'سيتبع تلقائيًا عندما يحصل ذلك الشخص على اسمه الجديد. وإذا طال الأمر، فهناك ما يعيقه: راجع حالته.',
  },
  'many-changes': {
    what: 'حدثت تغييرات كثيرة خلال ثوانٍ.',
    todo: `${nothing}: تُرسل أحدث حالة إلى Entra بعد لحظات.`,
  },
  'not-started': { what: 'لم يحن تاريخ البدء بعد.', todo: `${nothing}: يُفتح الحساب في ذلك اليوم.` },
  unexpected: { what: 'حدث خطأ لم نتوقعه.', todo: 'حاول مرة أخرى؛ وإذا استمر، فأبلغ الدعم.' },
}

export const conflictWith: Words['conflictWith'] = (name, id) =>
  name === id ? `إنه الكائن ${setApart(id, 'rtl')}.` : `إنه ${setApart(name, 'rtl')} (${setApart(id, 'rtl')}).`

export const actors: Words['actors'] = {
  nobody: 'لا يلزم أحدًا فعل شيء',
  hr: 'يلزم تدخّل الموارد البشرية',
  it: 'يلزم تدخّل تقنية المعلومات',
  microsoft: 'على Microsoft أن تتصرف',
}
