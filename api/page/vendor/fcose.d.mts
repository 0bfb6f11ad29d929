declare const it: import("cytoscape").Ext;
export default it;
