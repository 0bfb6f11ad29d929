// 信脉 · saved queries for Neo4j Browser. Parameters: `:param {id: '91310000425016072A'}` and so on.
// They show today's graph. Answers with caps, hubs, rules and dates come from `xinmai`, not from here.

// 1. 一个主体和它的直接关系 / a subject and what it is tied to
MATCH (s:Subject {id: $id})-[r]-(other:Entity)
WHERE type(r) <> 'RETIRED'
RETURN s, r, other LIMIT 200;

// 2. 股权穿透:五层以内的出资人 / who owns it, five steps up
MATCH path = (owner:Subject)-[:OWNS*1..5]->(:Subject {id: $id})
RETURN path LIMIT 200;

// 3. 两个主体之间的最短关系 / the shortest tie of two subjects
MATCH path = shortestPath((a:Subject {id: $id})-[:OWNS|HOLDS_OFFICE|PARTICIPATES_IN|LEADS|BRANCH_OF|ACTS_WITH|GUARANTEES|CONTROLS|CONTACT_AT*..6]-(b:Subject {id: $other}))
RETURN path;

// 4. 名称检索(全文索引里是二字组) / by name: the index holds pairs of characters
CALL db.index.fulltext.queryNodes('entity_names', '+subject +' + $name, {limit: 20}) YIELD node, score
RETURN node.id, node.name, labels(node), score;

// 5. 参建过同一项目的单位 / units that worked on the same project
MATCH (s:Subject {id: $id})-[:PARTICIPATES_IN]->(site)<-[r:PARTICIPATES_IN]-(other:Subject)
RETURN other.name, r.role, collect(DISTINCT site.name) AS sites LIMIT 100;

// 6. 失信记录及所涉项目 / sanctions and what they concern
MATCH (s:Subject {id: $id})-[:SANCTIONED_BY]->(x:Sanction)
OPTIONAL MATCH (x)-[:CONCERNS]->(site)
RETURN x.decided, x.kind, x.document, x.authority, x.state, site.name ORDER BY x.decided DESC;

// 7. 共用地址或电话最多的联系方式 / contacts that most subjects share
MATCH (c:Contact) WITH c, COUNT { (c)<-[:CONTACT_AT]-() } AS subjects
ORDER BY subjects DESC LIMIT 20
RETURN c.name, c.kind, subjects;

// 8. 一个主体的说法来自哪些文件 / which files say something of a subject
MATCH (s:Subject {id: $id})-[t:STATED_IN]->(f:File)
RETURN t.statedBy, f.name, t.line, t.recorded, t.retired, t.fields ORDER BY t.number;

// 9. 某一修订号之后不再成立的关系 / links no longer held since a revision
MATCH (a)-[r:RETIRED]->(b) WHERE r.retired > $revision
RETURN a.name, r.kind, b.name, r.recorded, r.retired LIMIT 200;

// 10. 最近的修订 / the latest revisions
MATCH (r:Revision) MATCH (f:File {number: r.file})
RETURN r.number, r.at, f.source, f.name, r.stored ORDER BY r.number DESC LIMIT 20;
