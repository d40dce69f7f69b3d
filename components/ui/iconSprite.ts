/** Where browsers find the drawings of icons.tsx, with a hash that lets them keep the file. Written by `npm run icons`. */
export const SPRITE = "/icons.svg?v=b3d8c57a";
