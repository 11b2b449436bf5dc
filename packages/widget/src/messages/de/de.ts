import { type Catalogue, enGb } from '../en-gb/en-gb.ts'
export const de: Catalogue = (f) => enGb(f)
