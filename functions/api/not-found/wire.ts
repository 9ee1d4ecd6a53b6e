export const wire = () => ({});
