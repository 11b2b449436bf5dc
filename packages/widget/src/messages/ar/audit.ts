import type { AuditAction, AuditEntry } from '@plumm/entra-shared'
import type { Words } from '../en-gb/en-gb.ts'
import { afterIn, numberIn, withNamesApart } from '../entry-facts.ts'
import type { Formats } from '../formats.ts'
import { type Sentence, say, strong, value } from '../sentence.ts'
import { fieldNames } from './fields.ts'
import { plurals } from './plurals.ts'
import { reasons } from './reasons.ts'

type Tell = (entry: AuditEntry) => Sentence

export const audit = (f: Formats): Words['audit'] => ({
  open: 'سجل النشاط',
  title: 'سجل النشاط',
  close: 'إغلاق',
  search: 'بحث',
  searchHint: 'اسم أو كلمة',
  onlyThisPerson: 'هذا الشخص فقط',
  outcome: 'النتيجة',
  anyOutcome: 'كل النتائج',
  outcomes: {
    intended: 'أُعلن عنه',
    succeeded: 'تم',
    failed: 'لم ينجح',
    held: 'بانتظار قرار',
    blocked: 'غير ممكن',
    unknown: 'ضاع الرد',
  },
  actionNames: { 'user.suspended': 'عمليات الإيقاف فقط' },
  remove: (text) => `إزالة عامل التصفية: ${text}`,
  newEntries: (count) =>
    plurals(f).count(count, {
      zero: 'لا إدخالات جديدة',
      one: 'إدخال جديد واحد',
      two: 'إدخالان جديدان',
      few: '# إدخالات جديدة',
      many: '# إدخالًا جديدًا',
      other: '# إدخال جديد',
    }),
  more: 'عرض ما قبل ذلك',
  loadingMore: 'جارٍ قراءة المزيد…',
  loading: 'جارٍ قراءة السجل',
  empty: 'لا شيء هنا بعد',
  emptyText: 'ما يحدث من الآن فصاعدًا يُكتب هنا بجمل بسيطة.',
  nothingFound: 'لا نتائج مطابقة',
  nothingFoundText: 'جرّب عوامل تصفية أقل.',
  clearFilters: 'مسح عوامل التصفية',
  end: 'هنا كانت البداية.',
  details: 'التفاصيل',
  entryNumber: 'الإدخال',
  at: 'الوقت',
  account: 'الحساب في Entra',
  graphRequest: 'معرّف الطلب لدى Microsoft',
  ourRequest: 'معرّف الطلب لدينا',
  hash: 'التجزئة',
  sentenceFor: (entry) => sentences(f)[entry.action](withNamesApart(entry, f)),
})

function sentences(f: Formats): Record<AuditAction, Tell> {
  const { ofPeople, people } = plurals(f)
  const tenantOf = (entry: AuditEntry) => f.apart(afterIn(entry, 'tenant') ?? 'Microsoft Entra')
  return {
    'connection.attempt-started': (entry) => say`${strong('بدأ')} ${actorOf(entry)} توصيل Microsoft Entra.`,
    'connection.link-made': (entry) =>
      say`${strong('أنشأ')} ${actorOf(entry)} ${strong('رابطًا')} ${afterIn(entry, 'linkFor') === 'this-window' ? 'لتسجيل الدخول من دون نافذة مستقلة' : 'لمسؤول في Entra'}.`,
    'connection.sign-in-accepted': (entry) =>
      say`${strong('سجّل')} ${actorOf(entry)} ${strong('الدخول')} إلى Microsoft.`,
    'connection.sign-in-refused': (entry) =>
      say`${strong('لم يُقبل تسجيل الدخول')}: ${actorOf(entry)}. لم يتم توصيل شيء.`,
    'connection.consent-refused': (entry) =>
      say`${strong('لم يمنح')} ${actorOf(entry)} ${strong('الإذن')} في نافذة Microsoft.`,
    'connection.connected': (entry) => say`${strong('أجرى')} ${actorOf(entry)} ${strong('توصيل')} ${tenantOf(entry)}.`,
    'connection.reconnected': (entry) =>
      say`${strong('أعاد')} ${actorOf(entry)} ${strong('توصيل')} ${tenantOf(entry)}. يستمر ما كان قيد الانتظار.`,
    'connection.disconnected': (entry) =>
      say`${strong('قطع')} ${actorOf(entry)} ${strong('الاتصال')} بـ Microsoft Entra. تبقى الحسابات هناك كما هي.`,
    'connection.forgotten': (entry) =>
      say`${strong('حذف')} ${actorOf(entry)} ما كان محفوظًا عن هذه الشركة. يبقى هذا السجل.`,
    'connection.attention': (entry) => say`${strong('توقّف العمل')}: يحتاج الاتصال إلى انتباه.${whyOf(entry)}`,
    'permissions.changed': (entry) => say`${strong('تغيّرت الأذونات')} في Microsoft Entra${permissionsOf(entry, f)}.`,
    'directory.unreadable': () => say`تعذرت قراءة ${strong('قائمة أشخاص Plumm')}. ولا تزال التغييرات تصل.`,
    'directory.readable': () => say`أصبحت قراءة ${strong('قائمة أشخاص Plumm')} ممكنة من جديد.`,
    'connection.recovered': () => say`${strong('عاد العمل')}. يستمر ما كان قيد الانتظار.`,
    'preview.started': (entry) => say`${strong('طلب')} ${actorOf(entry)} ${strong('معاينة')}.`,
    'preview.ready': (entry) => {
      const count = numberIn(entry, 'people')
      return say`${strong('المعاينة جاهزة')}${count === null ? '' : ` لـ ${ofPeople(count)}`}.`
    },
    'preview.failed': (entry) => say`${strong('تعذر إنشاء المعاينة')}.${whyOf(entry)}`,
    'sync.approved': (entry) => say`${strong('اعتمد')} ${actorOf(entry)} ${strong('المعاينة')}. المزامنة جارية.`,
    'sync.requested': (entry) => say`${strong('طلب')} ${actorOf(entry)} ${strong('مراجعة')} الجميع.`,
    'sync.paused': (entry) =>
      say`${strong('أوقف')} ${actorOf(entry)} ${strong('المزامنة مؤقتًا')}. التغييرات قيد الانتظار.`,
    'sync.resumed': (entry) => say`${strong('استأنف')} ${actorOf(entry)} ${strong('المزامنة')}.`,
    'person.sync-requested': (entry) => say`${strong('طلب')} ${actorOf(entry)} ${strong('مزامنة')} ${personOf(entry)}.`,
    'person.erased': (entry) => say`${strong('محا')} ${actorOf(entry)} ${strong('بيانات')} شخص غادر الشركة.`,
    'user.created': (entry) => written(entry, 'إنشاء', say`حساب ${personOf(entry)} في Entra`),
    'user.restored': (entry) => written(entry, 'استرداد', say`الحساب المحذوف لـ ${personOf(entry)}`),
    'user.linked': (entry) => written(entry, 'ربط', say`${personOf(entry)} بالحساب الموجود`),
    'user.updated': (entry) => written(entry, 'تحديث', say`بيانات ${personOf(entry)} في Entra`),
    'user.renamed': (entry) => written(entry, 'تغيير اسم', say`حساب ${personOf(entry)} في Entra`),
    'user.reference-changed': (entry) => written(entry, ...referenceOf(entry, f)),
    'user.suspended': (entry) => written(entry, 'إيقاف', say`حساب ${personOf(entry)} في Entra`),
    'user.enabled': (entry) => written(entry, 'تمكين', say`حساب ${personOf(entry)} في Entra من جديد`),
    'sessions.revoked': (entry) => written(entry, 'تسجيل خروج', say`${personOf(entry)} من كل مكان`),
    'drift.corrected': (entry) => written(entry, ...driftOf(entry, f)),
    'user.held': (entry) => {
      const count = entry.personId === null ? numberIn(entry, 'people') : null
      return say`${strong('بانتظار قرار')}: ${count === null ? personOf(entry) : `${people(count)} دفعة واحدة`}.${whyOf(entry)}`
    },
    'user.blocked': (entry) => say`${strong('غير ممكن')}: تعذرت مزامنة ${personOf(entry)}.${whyOf(entry)}`,
    'hold.answered': (entry) => say`${strong('أجاب')} ${actorOf(entry)} عن السؤال المتعلق بـ ${personOf(entry)}.`,
    'settings.changed': (entry) => say`${strong('غيّر')} ${actorOf(entry)} ${strong('الإعدادات')}.`,
    'field-mapping.changed': (entry) => say`${strong('غيّر')} ${actorOf(entry)} ${strong('تعيين الحقول')}.`,
    'audit.exported': (entry) => say`${strong('صدّر')} ${actorOf(entry)} هذا السجل.`,
    'audit.sealed': () => say`${strong('خُتم')} هذا السجل وأُزيلت أقدم إدخالاته.`,
  }
}

/** A write to Entra, as far as it got, by the noun of what is done; `after` is what else there is to say then. */
function written(entry: AuditEntry, doing: string, what: Sentence, after: Sentence = []): Sentence {
  switch (entry.outcome) {
    case 'intended':
      return say`${strong(`سيتم الآن ${doing}`)} ${what}.`
    case 'succeeded':
      return say`${strong(`تم ${doing}`)} ${what}${after}.`
    case 'failed':
      return say`${strong(`تعذر ${doing}`)} ${what}.${whyOf(entry)}`
    case 'unknown':
      return say`${strong(`ربما تم ${doing}`)} ${what}. ضاع رد Microsoft، لذا نتحقق من جديد.`
    case 'held':
      return say`${strong('بانتظار قرار')}: يحتاج ${doing} ${what} إلى إجابة أولًا.${whyOf(entry)}`
    case 'blocked':
      return say`${strong('غير ممكن')}: لا يمكن ${doing} ${what}.${whyOf(entry)}`
  }
}

function driftOf(entry: AuditEntry, f: Formats): [doing: string, what: Sentence, after: Sentence] {
  const [change] = entry.changes
  const doing = 'إرجاع'
  if (entry.changes.length !== 1 || !change || change.isErased)
    return [doing, say`بيانات ${personOf(entry)} في Entra`, say`، إذ غيّر أحدهم حقولًا متزامنة`]
  const found =
    change.before === null
      ? say`أفرغ أحدهم هذا الحقل في Entra`
      : say`كتب أحدهم في Entra ${value(f.apart(change.before))}`
  const wanted = change.after === null ? say`وعاد الحقل فارغًا` : say`وعادت القيمة ${value(f.apart(change.after))}`
  return [doing, say`${fieldWord(change.field)} لـ ${personOf(entry)}`, say`: ${found}، ${wanted}`]
}

function referenceOf(entry: AuditEntry, f: Formats): [doing: string, what: Sentence] {
  const [change] = entry.changes
  const what = `${change ? fieldWord(change.field) : 'المدير'} لـ ${personOf(entry)} في Entra`
  if (change?.isErased) return ['تغيير', say`${what} (مُحي الاسم)`]
  if (!change || change.after === null) return ['حذف', say`${what}`]
  return ['تعيين', say`${what}: ${value(f.apart(change.after))}`]
}

function personOf(entry: AuditEntry): string {
  return entry.personName ?? (entry.personId === null ? 'أحد الأشخاص' : 'شخص مُحيت بياناته')
}

function actorOf({ actor }: AuditEntry): string {
  if (actor.name !== null && actor.name !== '') return actor.name
  switch (actor.kind) {
    case 'plumm':
    case 'sync':
      return 'Plumm'
    case 'plumm-user':
      return 'أحد الأشخاص'
    case 'entra-admin':
      return 'مسؤول في Entra'
    case 'operator':
      return 'مشغّل Plumm'
  }
}

function whyOf({ reason }: AuditEntry): string {
  return reason === null ? '' : ` ${reasons[reason].what}`
}

function permissionsOf({ changes }: AuditEntry, f: Formats): string {
  const all = changes.map(({ field, after }) => `${f.apart(field)} ${after === 'granted' ? 'ممنوح' : 'لم يعد ممنوحًا'}`)
  return all.length === 0 ? '' : `: ${f.list(all)}`
}

const fieldWord = (field: string): string => fieldNames[field] ?? field
