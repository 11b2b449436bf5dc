import { z } from 'zod'

const Line = z.object({ line: z.string() })

const QUERIES = {
  tables: `select format('%s.%s %s%s%s', table_name, column_name, data_type, case is_nullable when 'NO' then ' not null' else '' end,
      coalesce(' default ' || column_default, '')) as line
    from information_schema.columns where table_schema = 'public' order by table_name, ordinal_position`,
  constraints: `select format('%s: %s', conrelid::regclass, pg_get_constraintdef(oid)) as line
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n' order by conrelid::regclass::text, conname`,
  indexes: `select indexdef as line from pg_indexes where schemaname = 'public' order by tablename, indexname`,
  policies: `select format('%s: %s for %s to %s using (%s) check (%s)', tablename, policyname, cmd, roles, qual, with_check) as line
    from pg_policies where schemaname = 'public' order by tablename, policyname`,
  'row-level security': `select format('%s: enabled %s, forced %s', relname, relrowsecurity, relforcerowsecurity) as line
    from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`,
  grants: `select format('%s: %s to %s', table_name, string_agg(privilege_type, ', ' order by privilege_type), grantee) as line
    from information_schema.role_table_grants where table_schema = 'public' and grantee like 'plumm_entra_%' group by table_name, grantee order by table_name, grantee`,
  functions: `select format('%s: %s, owned by %s, runs for %s', oid::regprocedure, case when prosecdef then 'security definer' else 'security invoker' end,
      proowner::regrole, coalesce((select string_agg(case when grantee = 0 then 'everybody' else grantee::regrole::text end, ', ' order by grantee::regrole::text)
        from aclexplode(proacl) where privilege_type = 'EXECUTE' and grantee <> proowner), 'everybody')) as line
    from pg_proc where pronamespace = 'public'::regnamespace and proowner::regrole::text like 'plumm_entra_%' order by 1`,
  triggers: `select format('%s: %s', tgrelid::regclass, pg_get_triggerdef(oid)) as line from pg_trigger where not tgisinternal order by 1`,
}

/** The schema as text to review: tables, constraints, indexes, and above all who may see what. */
export async function describeSchema(query: (sql: string) => Promise<Record<string, unknown>[]>): Promise<string> {
  const sections: string[] = ['-- Made by packages/bff/src/db/dump.ts from the migrations; do not edit.']
  for (const [title, sql] of Object.entries(QUERIES)) {
    const lines = (await query(sql)).map((row) => `-- ${Line.parse(row).line}`)
    sections.push(`\n-- ${title.toUpperCase()}`, ...lines)
  }
  return `${sections.join('\n')}\n`
}
