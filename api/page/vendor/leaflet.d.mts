import * as L from "leaflet";
export default L;
