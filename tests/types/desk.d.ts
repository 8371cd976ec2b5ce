// What the program and the interface of the studio hand each other: see studio/session.py and studio/form_fields.py.
type Path = (string | number)[];

interface FieldOf {
  name: string; label: string; help: string; type: string;
  required?: boolean; many?: boolean; long?: boolean; main?: boolean; private?: boolean; placed?: boolean;
  limit?: number; refers?: string; of?: string[]; default?: string;
  choices?: { value: string; label: string }[];
  fields?: FieldOf[];
}
interface FormOf { name: string; label: string; one: string; sections: string[]; help: string; fields: FieldOf[] }
interface Item { form: string; id: string; name: string; section?: string; of?: string; note?: string; words?: string }
interface Mistake { text: string; field?: Path }
interface Draft { changed: any; mistakes: Mistake[]; isSaving?: boolean }
interface Route { part: string; id?: string; field: Path }
