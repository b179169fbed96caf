export { expandFields, type JudgedField, judgeFields } from './judge-fields.ts';
